package io.elbo.data.image;

import io.elbo.data.ImageSize;
import io.elbo.data.file.FileText;
import io.elbo.data.picture.PictureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder with two folders of pictures, {@code train} and {@code test}. */
record SplitPictureSource(Path folder, Optional<ImageSize> resize, PictureReading reading, DownloadProgress progress)
        implements ImageSource {
    /** Returns whether {@code train} and {@code test} are the only sub-folders and there are no pictures beside them. */
    static boolean isSplit(Path folder) {
        List<Path> entries = PictureListing.list(folder);
        boolean pictures = entries.stream().anyMatch(PictureFile::isPicture);
        return !pictures
                && entries.stream()
                        .filter(Files::isDirectory)
                        .map(entry -> entry.getFileName().toString())
                        .toList()
                        .equals(List.of("test", "train"));
    }

    /** Returns the last part of a path, also of {@code .} */
    static String nameOf(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? "images" : FileText.of(last);
    }

    @Override
    public String name() {
        return nameOf(folder);
    }

    @Override
    public Images train() {
        return read(PictureListing.of(folder.resolve("train")));
    }

    @Override
    public Images test() {
        // a class that is missing here must not change the labels of the classes after it
        List<String> classes = PictureListing.of(folder.resolve("train")).classes();
        return read(PictureListing.of(folder.resolve("test")).labelledAs(classes));
    }

    private Images read(PictureListing listing) {
        List<String> beside = PictureListing.list(folder).stream()
                .filter(entry -> !Files.isDirectory(entry))
                .map(entry -> "../" + FileText.of(entry.getFileName()))
                .toList();
        return ImageFolder.read(listing.besides(beside), resize, reading, progress::pictures)
                .named(name());
    }

    @Override
    public boolean readsPictures() {
        return true;
    }

    @Override
    public boolean hasTest() {
        return true;
    }
}
