package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.file.CountedInput;
import io.elbo.data.file.FileText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads one IDX file: two zero bytes, the element type, the number of dimensions, the dimensions as big-endian 32-bit numbers,
 * then the elements. The header is checked before any memory is allocated for the elements.
 */
final class IdxReader {
    /** The code of unsigned bytes, the only element type of image and label files. */
    public static final int UNSIGNED_BYTE = 0x08;

    private static final String[] TYPES = {
        "unsigned byte", "signed byte", null, "16-bit integer", "32-bit integer", "float", "double"
    };
    /** Memory that the JVM needs for an array besides its elements, including the reference to it. */
    private static final int ARRAY_OVERHEAD = 24;

    private final CountedInput in;
    private final String file;
    private long end; // where the data should end according to the header

    private IdxReader(Path path, CountedInput in) {
        this.in = in;
        this.file = FileText.of(path);
    }

    /**
     * The content of an image file.
     *
     * @param pixels [rows][shape.size()]
     */
    public record Pixels(ImageShape shape, byte[][] pixels) {}

    /** @throws DataException if the file is not a complete IDX file of unsigned-byte images without trailing data */
    public static Pixels images(Path path) {
        try (CountedInput in = CountedInput.open(path)) {
            return new IdxReader(path, in).images();
        }
    }

    /** @throws DataException if the file is not a complete IDX file of unsigned-byte labels without trailing data */
    public static int[] labels(Path path) {
        try (CountedInput in = CountedInput.open(path)) {
            return new IdxReader(path, in).labels();
        }
    }

    private Pixels images() {
        int dimensions = readMagic();
        if (dimensions == 1) {
            throw wrong("holds labels (1 dimension); images have 3 or 4 dimensions");
        }
        if (dimensions != 3 && dimensions != 4) {
            throw wrong("has " + dimensions + " dimensions; images have 3 (rows, height, width) or 4 (with channels)");
        }
        int[] sizes = readSizes(dimensions);
        ImageShape shape = shape(sizes);
        int rows = sizes[0];
        checkSize(rows, shape.size(), "image", "images of " + shape.width() + "x" + shape.height());
        byte[][] pixels = new byte[Math.min(rows, 1024)][];
        for (int row = 0; row < rows; row++) {
            if (row == pixels.length) {
                pixels = Arrays.copyOf(pixels, (int) Math.min(rows, 2L * row));
            }
            pixels[row] = in.readUpTo(shape.size());
            if (pixels[row].length < shape.size()) {
                throw truncated(row, "image");
            }
        }
        requireEnd("image");
        return new Pixels(shape, pixels);
    }

    private int[] labels() {
        int dimensions = readMagic();
        if (dimensions != 1) {
            String what = dimensions == 3 || dimensions == 4
                    ? "holds images (" + dimensions + " dimensions)"
                    : "has " + dimensions + " dimensions";
            throw wrong(what + "; labels have 1 dimension");
        }
        int rows = readSizes(1)[0];
        checkSize(rows, 1, "label", "labels");
        byte[] bytes = in.readUpTo(rows);
        if (bytes.length < rows) {
            throw truncated(bytes.length, "label");
        }
        requireEnd("label");
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = bytes[row] & 0xFF;
        }
        return labels;
    }

    /** Returns the number of dimensions. */
    private int readMagic() {
        byte[] magic = in.readUpTo(4);
        if (magic.length == 0) {
            throw wrong("is empty; an IDX file is needed");
        }
        if (magic[0] != 0 || magic.length > 1 && magic[1] != 0) {
            throw wrong(FileText.start(magic) + ", not an IDX file"
                    + (magic[0] == '<' ? " (is it a web page saved under this name?)" : ""));
        }
        if (magic.length < 4) {
            throw wrong("ends after " + magic.length + " bytes, in the header");
        }
        int type = magic[2] & 0xFF;
        if (type != UNSIGNED_BYTE) {
            int index = type - UNSIGNED_BYTE;
            String name = index > 0 && index < TYPES.length && TYPES[index] != null ? TYPES[index] : "unknown";
            throw wrong(
                    String.format("element type 0x%02X (%s); images and labels are 0x08 (unsigned byte)", type, name));
        }
        return magic[3] & 0xFF;
    }

    private int[] readSizes(int dimensions) {
        byte[] bytes = in.readUpTo(4 * dimensions);
        if (bytes.length < 4 * dimensions) {
            throw wrong("ends after " + in.position() + " bytes, in the header of " + (4 + 4 * dimensions) + " bytes"
                    + cutOff());
        }
        int[] sizes = new int[dimensions];
        ByteBuffer.wrap(bytes).asIntBuffer().get(sizes);
        for (int i = 0; i < dimensions; i++) {
            if (sizes[i] <= 0) {
                throw wrong("dimension " + (i + 1) + " of " + dimensions + " (byte " + (4 + 4 * i) + ") is "
                        + Integer.toUnsignedString(sizes[i]) + "; it must be from 1 to " + Integer.MAX_VALUE);
            }
        }
        return sizes;
    }

    private ImageShape shape(int[] sizes) {
        try {
            return new ImageShape(sizes[1], sizes[2], sizes.length == 4 ? sizes[3] : 1);
        } catch (DataException e) {
            throw wrong("the header is invalid: " + e.getMessage());
        }
    }

    private void checkSize(int rows, int size, String one, String many) {
        long header = in.position();
        long data = (long) rows * size;
        end = header + data;
        if (!in.gzip() && in.fileSize() < end) {
            long row = (in.fileSize() - header) / size;
            throw wrong("ends after " + in.fileSize() + " of " + end + " bytes, in " + one + " " + row);
        }
        if (!in.gzip() && in.fileSize() > end) {
            throw wrong("has " + (in.fileSize() - end) + " bytes after the last " + one + "; " + rows + " " + many
                    + " end at byte " + end);
        }
        if (end > in.mostBytes()) {
            throw wrong("the header claims " + rows + " " + many + ", " + end + " bytes, more than a gz file of "
                    + in.fileSize() + " bytes can hold");
        }
        long needed = size == 1 && one.equals("label") ? 5 * data : data + (long) rows * ARRAY_OVERHEAD;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            throw wrong(rows + " " + many + " need " + (needed >> 20) + " MiB of memory; Java may use " + (heap >> 20)
                    + " MiB (raise it with -Xmx)");
        }
    }

    private DataException truncated(int row, String one) {
        return wrong("ends after " + in.position() + " of " + end + " bytes, in " + one + " " + row + cutOff());
    }

    private void requireEnd(String one) {
        if (in.readUpTo(1).length > 0) {
            throw wrong("has more data after the last " + one + ", at byte " + end);
        }
        if (in.cutOff()) {
            throw wrong("the gz file is cut off after the last " + one + ": its checksum is missing");
        }
    }

    private String cutOff() {
        return in.cutOff() ? " (the gz file is cut off)" : in.gzip() ? " (after decompression)" : "";
    }

    private DataException wrong(String what) {
        return new DataException(file + ": " + what);
    }
}
