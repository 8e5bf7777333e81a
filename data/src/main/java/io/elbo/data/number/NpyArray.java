package io.elbo.data.number;

import io.elbo.data.DataException;
import io.elbo.data.NotFinite;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.CountedInput;
import io.elbo.data.file.FileText;
import io.elbo.data.table.ColumnNames;
import io.elbo.data.table.NpyHeader;
import io.elbo.data.table.NpyType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads and writes an array of numbers as NPY, the format of NumPy. The header is checked before any memory is allocated for the
 * numbers.
 */
final class NpyArray {
    private static final int BLOCK = 1 << 16;
    /** Memory that the JVM needs for an array besides its elements, including the reference to it. */
    private static final int ARRAY_OVERHEAD = 24;
    /** Approximate memory for the name of a column. */
    private static final int NAME = 128;

    private final CountedInput in;
    private final String file;
    private final NpyHeader header;
    private ByteBuffer block = ByteBuffer.allocate(0);

    private NpyArray(Path path, CountedInput in) {
        this.in = in;
        this.file = FileText.of(path);
        this.header = NpyHeader.read(in, file);
    }

    /** @throws DataException naming file and place, if it is not a complete array of 1 or 2 dimensions of finite numbers */
    public static NumberTable read(Path path) {
        try (CountedInput in = CountedInput.open(path)) {
            return new NpyArray(path, in).read();
        }
    }

    private NumberTable read() {
        long[] shape = header.shape();
        if (shape.length != 1 && shape.length != 2) {
            throw wrong("has " + shape.length + " dimensions, shape " + shapeText()
                    + "; a table has 2, or 1 if it has one column");
        }
        int rows = length(0);
        int columns = shape.length == 1 ? 1 : length(1);
        checkSize(rows, columns);
        float[][] values = new float[rows][columns];
        if (header.fortranOrder()) {
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    values[row][column] = next(row, column);
                }
            }
        } else {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    values[row][column] = next(row, column);
                }
            }
        }
        return new NumberTable(ColumnNames.numbered(columns), values);
    }

    private int length(int dimension) {
        long length = header.shape()[dimension];
        if (length < 1 || length > Integer.MAX_VALUE) {
            throw wrong("dimension " + (dimension + 1) + " of shape " + shapeText() + " is " + length
                    + "; it must be from 1 to " + Integer.MAX_VALUE);
        }
        return (int) length;
    }

    private void checkSize(int rows, int columns) {
        long promised = (long) rows * columns;
        long begin = in.position();
        int size = header.type().size();
        long held = (in.fileSize() - begin) / size;
        if (held < promised) {
            throw wrong("ends after " + in.fileSize() + " bytes, with " + held + " of the " + promised
                    + " numbers of shape " + shapeText());
        }
        long end = begin + promised * size;
        if (in.fileSize() > end) {
            throw wrong("has " + (in.fileSize() - end) + " bytes after the last number; shape " + shapeText()
                    + " ends at byte " + end);
        }
        long needed = 4 * promised + (long) rows * ARRAY_OVERHEAD + (long) columns * NAME;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            throw wrong("shape " + shapeText() + " needs " + (needed >> 20) + " MiB of memory; Java may use "
                    + (heap >> 20) + " MiB (raise it with -Xmx)");
        }
    }

    private float next(int row, int column) {
        NpyType type = header.type();
        if (!block.hasRemaining()) {
            byte[] bytes = in.readUpTo(BLOCK);
            if (bytes.length == 0 || bytes.length % type.size() != 0) { // truncated after its size was read
                throw wrong("ends after " + in.position() + " bytes, in row " + row);
            }
            block = ByteBuffer.wrap(bytes).order(type.order());
        }
        float value = type.next(block);
        if (!Float.isFinite(value)) {
            double stored = type.size() == 8 ? block.getDouble(block.position() - 8) : value;
            throw wrong("row " + row + ", column c" + column + ": " + NotFinite.text(stored));
        }
        return value;
    }

    private String shapeText() {
        return Arrays.stream(header.shape()).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private DataException wrong(String what) {
        return new DataException(file + ": " + what);
    }

    /**
     * Writes 32-bit little-endian floats.
     *
     * @param parts all values, in order; the last dimension changes fastest
     * @throws DataException naming the file, if it cannot be written
     */
    public static void write(Path path, float[][] parts, int... shape) {
        byte[] header = NpyHeader.ofFloats(shape);
        AtomicFile.write(path, out -> {
            out.write(header);
            ByteBuffer bytes = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
            for (float[] part : parts) {
                write(part, bytes, out);
            }
        });
    }

    private static void write(float[] values, ByteBuffer bytes, OutputStream out) throws IOException {
        int most = bytes.capacity() / Float.BYTES;
        FloatBuffer left = FloatBuffer.wrap(values);
        while (left.hasRemaining()) {
            int count = Math.min(most, left.remaining());
            bytes.asFloatBuffer().put(left.slice(left.position(), count));
            left.position(left.position() + count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }
}
