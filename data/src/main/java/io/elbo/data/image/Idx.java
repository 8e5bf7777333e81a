package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.FileText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The IDX format of the MNIST files. Images are unsigned bytes of 3 dimensions (rows, height, width; magic number 0x00000803) or
 * of 4 (also channels, which change fastest; 0x00000804). Labels have 1 dimension (0x00000801).
 */
public final class Idx {
    private Idx() {}

    /**
     * Reads images from a plain or gzip-compressed file, recognised by content.
     *
     * @return named after the file, without labels
     * @throws DataException naming the file and the place, if it is not a complete IDX file of images
     */
    public static Images readImages(Path file) {
        IdxReader.Pixels read = IdxReader.images(file);
        return Images.wrap(FileText.of(file.getFileName()), read.shape(), read.pixels());
    }

    /**
     * Reads labels from a plain or gzip-compressed file, recognised by content.
     *
     * @return [rows], each 0 to 255
     * @throws DataException naming the file and the place, if it is not a complete IDX file of labels
     */
    public static int[] readLabels(Path file) {
        return IdxReader.labels(file);
    }

    /**
     * Writes images, compressed if the name ends in {@code .gz}. The file is written atomically.
     *
     * @throws DataException naming the file, if it cannot be written
     */
    public static void writeImages(Path file, Images images) {
        ImageShape shape = images.shape();
        int[] header = shape.channels() == 1
                ? new int[] {0x803, images.count(), shape.height(), shape.width()}
                : new int[] {0x804, images.count(), shape.height(), shape.width(), shape.channels()};
        write(file, out -> {
            out.write(bigEndian(header));
            for (int row = 0; row < images.count(); row++) {
                out.write(images.copyOf(row));
            }
        });
    }

    /**
     * Writes labels, compressed if the name ends in {@code .gz}. The file is written atomically.
     *
     * @param labels [rows], at least one, each 0 to 255
     * @throws DataException naming the row if a label is out of range, or the file if it cannot be written
     */
    public static void writeLabels(Path file, int[] labels) {
        if (labels.length == 0) {
            throw new DataException(FileText.of(file) + ": there are no labels to write; at least one is needed");
        }
        byte[] bytes = new byte[labels.length];
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] > 255) {
                throw new DataException(FileText.of(file) + ": the label of row " + row + " is " + labels[row]
                        + "; an IDX label is 0 to 255");
            }
            bytes[row] = (byte) labels[row];
        }
        write(file, out -> {
            out.write(bigEndian(0x801, labels.length));
            out.write(bytes);
        });
    }

    private static void write(Path file, AtomicFile.Content content) {
        if (!file.toString().endsWith(".gz")) {
            AtomicFile.write(file, content);
            return;
        }
        AtomicFile.write(file, out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
            content.writeTo(gzip);
            gzip.finish();
        });
    }

    private static byte[] bigEndian(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }
}
