package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import io.elbo.data.picture.PictureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** IDX files of training images and, if present, of test images. */
record IdxSource(Path path, IdxPair trainFiles, Optional<IdxPair> testFiles) implements ImageSource {
    private static final Pattern IMAGES = Pattern.compile(".*idx3-ubyte(\\.gz)?");

    static IdxSource ofFile(Path file) {
        if (PictureFile.isPicture(file)) {
            throw new DataException(
                    FileText.of(file) + ": is a single picture; give the folder of the pictures instead");
        }
        return new IdxSource(file, IdxPair.beside(file), Optional.empty());
    }

    /** Returns empty if no file has the name of a file of images. */
    static Optional<IdxSource> ofFolder(Path folder) {
        List<Path> files = PictureListing.list(folder).stream()
                .filter(file -> IMAGES.matcher(file.getFileName().toString()).matches())
                .filter(Files::isRegularFile)
                .toList();
        Optional<Path> train = startingWith("train-images", files);
        if (train.isPresent()) {
            return Optional.of(new IdxSource(
                    folder,
                    IdxPair.beside(train.get()),
                    startingWith("t10k-images", files).map(IdxPair::beside)));
        }
        if (files.size() > 1) {
            throw new DataException(FileText.of(folder) + ": has several files of images, "
                    + files.stream().map(Path::getFileName).map(FileText::of).collect(Collectors.joining(", "))
                    + "; give one of them instead");
        }
        return files.stream().findFirst().map(file -> new IdxSource(folder, IdxPair.beside(file), Optional.empty()));
    }

    private static Optional<Path> startingWith(String start, List<Path> files) {
        return files.stream()
                .filter(file -> file.getFileName().toString().startsWith(start))
                .findFirst();
    }

    @Override
    public String name() {
        return SplitPictureSource.nameOf(path);
    }

    @Override
    public Images train() {
        return trainFiles.read(name());
    }

    @Override
    public Images test() {
        return testFiles
                .orElseThrow(
                        () -> new DataException(FileText.of(path) + ": has no test split (t10k-images-idx3-ubyte)"))
                .read(name());
    }

    @Override
    public boolean hasTest() {
        return testFiles.isPresent();
    }
}
