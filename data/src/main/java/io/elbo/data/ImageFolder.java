package io.elbo.data;

import io.elbo.data.internal.FileText;
import io.elbo.data.internal.Picture;
import io.elbo.data.internal.PictureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads a folder of PNG and JPEG pictures.
 *
 * <p>The set is grey if every picture is (red, green and blue equal everywhere), else it has 3 channels. Transparent
 * pixels are put on black; 16-bit samples are scaled to 8; colour profiles and EXIF rotation are not applied. JPEG is
 * decoded by the JDK, and builds of it may differ in the last bit; PNG gives the same bytes everywhere.
 */
public final class ImageFolder {
    private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg");
    /** Pictures decoded at a time, in parallel; small, so that the first bad picture is soon reported. */
    private static final int BATCH = 256;

    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(ImageFolder::nameBytes, Arrays::compareUnsigned);

    private ImageFolder() {}

    /**
     * Reads every file whose name ends in .png, .jpg or .jpeg (in any case) in the order of the bytes of the names. If
     * the folder itself has none, each of its sub-folders that has some is a class, and label k marks the pictures of
     * the k-th such sub-folder by name. Files that start with a dot are left alone.
     *
     * @param resize the size to bring each picture to; without it, all must have one size
     * @return named after the folder
     * @throws DataException naming the file, if a picture cannot be read or differs in size from the first; naming the
     *     folder, if it holds no pictures
     */
    public static Images read(Path folder, Optional<ImageSize> resize) {
        List<Path> files = pictures(folder);
        List<Integer> labels = new ArrayList<>();
        if (files.isEmpty()) {
            int label = 0;
            for (Path child : list(folder)) {
                List<Path> ofClass = Files.isDirectory(child) ? pictures(child) : List.of();
                files.addAll(ofClass);
                for (int i = 0; i < ofClass.size(); i++) {
                    labels.add(label);
                }
                label += ofClass.isEmpty() ? 0 : 1;
            }
        }
        if (files.isEmpty()) {
            throw new DataException(FileText.of(folder)
                    + ": there are no pictures (.png, .jpg, .jpeg), neither here nor in a sub-folder");
        }
        Images images = images(folder, readAll(files, resize));
        return labels.isEmpty()
                ? images
                : images.withLabels(labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Images images(Path folder, List<Picture> pictures) {
        boolean grey = pictures.stream().allMatch(picture -> picture.shape().channels() == 1);
        ImageShape first = pictures.get(0).shape();
        byte[][] pixels = pictures.stream()
                .map(picture -> grey ? picture : picture.inColour())
                .map(Picture::pixels)
                .toArray(byte[][]::new);
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return Images.wrap(
                name == null ? "images" : FileText.of(name),
                new ImageShape(first.height(), first.width(), grey ? 1 : 3),
                pixels);
    }

    private static List<Picture> readAll(List<Path> files, Optional<ImageSize> resize) {
        List<Picture> pictures = new ArrayList<>(files.size());
        for (int begin = 0; begin < files.size(); begin += BATCH) {
            int end = Math.min(begin + BATCH, files.size());
            List<Attempt> batch = IntStream.range(begin, end)
                    .parallel()
                    .mapToObj(i -> Attempt.at(files.get(i), resize))
                    .toList();
            for (Attempt attempt : batch) {
                Picture picture = attempt.orThrow();
                pictures.add(picture);
                requireSameSize(files.get(0), pictures.get(0), files.get(pictures.size() - 1), picture);
            }
        }
        return pictures;
    }

    private static void requireSameSize(Path firstFile, Picture first, Path file, Picture picture) {
        if (first.shape().width() != picture.shape().width()
                || first.shape().height() != picture.shape().height()) {
            throw new DataException("pictures differ in size: " + FileText.of(firstFile) + " is " + size(first) + ", "
                    + FileText.of(file) + " is " + size(picture) + "; --resize WxH brings all to one size");
        }
    }

    private static String size(Picture picture) {
        return picture.shape().width() + "x" + picture.shape().height();
    }

    /** A picture or why there is none, so that the first bad file by name is reported, not the first in time. */
    private record Attempt(Picture picture, DataException failure) {
        static Attempt at(Path file, Optional<ImageSize> resize) {
            try {
                return new Attempt(PictureFile.read(file, resize), null);
            } catch (DataException e) {
                return new Attempt(null, e);
            }
        }

        Picture orThrow() {
            if (failure != null) {
                throw failure;
            }
            return picture;
        }
    }

    /** The pictures that lie in the folder itself, by name. */
    static List<Path> pictures(Path folder) {
        List<Path> pictures = new ArrayList<>();
        for (Path file : list(folder)) {
            if (isPicture(file) && !Files.isDirectory(file)) {
                pictures.add(file);
            }
        }
        return pictures;
    }

    /** Whether the name ends like that of a picture. */
    static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    /** What lies in a folder, by name, without hidden files. */
    static List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw FileText.failure(folder, e.getCause());
        } catch (IOException e) {
            throw FileText.failure(folder, e);
        }
        entries.sort(BY_NAME);
        return entries;
    }

    private static byte[] nameBytes(Path file) {
        return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    }
}
