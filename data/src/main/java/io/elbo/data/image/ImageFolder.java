package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import io.elbo.data.picture.Picture;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a folder of pictures: PNG, JPEG, GIF, BMP, TIFF, WebP, recognised by their content.
 *
 * <p>The set is grey if every picture is grey (red, green and blue are equal everywhere) and colour is not requested; otherwise
 * it has 3 channels. Transparent pixels are blended with a background. Pictures are turned upright according to EXIF. Of several
 * pages or frames, the first is read. CMYK is converted to red, green and blue by the formula of programs without colour
 * management; colour profiles are not applied. The JDK decodes JPEG, and its builds may differ in the last bit; PNG gives the
 * same bytes everywhere.
 *
 * <p>Samples of 16 bits become bytes by one scale for the whole folder: 0 to white become 0 to 255. Unless white is given, it is
 * the full value of the bits that the folder's largest sample needs, at least 8. For 12-bit pictures in 16-bit files it is 4095.
 * {@link Images#reading} returns it, so that other pictures can be read with the same scale.
 */
public final class ImageFolder {
    private ImageFolder() {}

    /** Reads a folder with {@link PictureReading#defaults}; see below. */
    public static Images read(Path folder, Optional<ImageSize> resize) {
        return read(folder, resize, PictureReading.defaults(), report -> {});
    }

    /**
     * Reads every file that is a picture or has the name of one, in byte order of the names. If the folder itself has no
     * pictures, each sub-folder with pictures is a class: label k marks the pictures of the k-th such sub-folder by name, and
     * {@link Images#labelNames} returns the names of these sub-folders. Files that start with a dot are ignored.
     *
     * @param resize the size of each picture; if empty, all upright pictures must have the same size
     * @param report receives what was done to the pictures and what was ignored
     * @return named after the folder, with the names of the files
     * @throws DataException naming all pictures that cannot be read, unless these are to be skipped
     * @throws DataException naming the file, if a picture differs in size from the first; naming the folder, if it has no
     *     pictures, or some of its own and some in sub-folders
     */
    public static Images read(
            Path folder, Optional<ImageSize> resize, PictureReading reading, Consumer<PictureReport> report) {
        return read(PictureListing.of(folder), resize, reading, report);
    }

    /** Reads the pictures of a list. */
    static Images read(
            PictureListing listing,
            Optional<ImageSize> resize,
            PictureReading reading,
            Consumer<PictureReport> report) {
        PictureBatch batch = PictureBatch.read(listing, resize, reading);
        report.accept(batch.report());
        PictureListing whole = batch.listing();
        Images images = images(whole.folder(), batch).withFiles(whole.names(), batch.report());
        return whole.labels().isEmpty()
                ? images
                : images.withLabels(
                        whole.labels().stream().mapToInt(Integer::intValue).toArray(), whole.classes());
    }

    private static Images images(Path folder, PictureBatch batch) {
        boolean grey = !batch.report().reading().colour();
        ImageShape first = batch.pictures().get(0).shape();
        byte[][] pixels = batch.pictures().stream()
                .map(picture -> grey ? picture : picture.inColour())
                .map(Picture::pixels)
                .toArray(byte[][]::new);
        return Images.wrap(
                SplitPictureSource.nameOf(folder), new ImageShape(first.height(), first.width(), grey ? 1 : 3), pixels);
    }
}
