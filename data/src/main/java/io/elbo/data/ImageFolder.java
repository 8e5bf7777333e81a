package io.elbo.data;

import io.elbo.data.internal.FileText;
import io.elbo.data.internal.Picture;
import io.elbo.data.internal.PictureFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    /** Pictures decoded at a time, in parallel; small, so that the first bad picture is soon reported. */
    private static final int BATCH = 256;

    private ImageFolder() {}

    /**
     * Reads every file whose name ends in .png, .jpg or .jpeg (in any case) in the order of the bytes of the names. If
     * the folder itself has none, each of its sub-folders that has some is a class: label k marks the pictures of
     * the k-th such sub-folder by name, and {@link Images#labelNames} are the names of these sub-folders. Files that start
     * with a dot are left alone.
     *
     * @param resize the size to bring each picture to; without it, all must have one size
     * @return named after the folder, with the names of the files
     * @throws DataException naming the file, if a picture cannot be read or differs in size from the first; naming the
     *     folder, if it holds no pictures, or some of its own and some in sub-folders
     */
    public static Images read(Path folder, Optional<ImageSize> resize) {
        return read(PictureListing.of(folder), resize);
    }

    /** Reads the pictures of a list. */
    static Images read(PictureListing listing, Optional<ImageSize> resize) {
        Images images =
                images(listing.folder(), readAll(listing.files(), resize)).withFileNames(listing.names());
        return listing.labels().isEmpty()
                ? images
                : images.withLabels(
                        listing.labels().stream().mapToInt(Integer::intValue).toArray(), listing.classes());
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
}
