package io.elbo.data.number;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tables of finite numbers in files, of one of two formats told by the end of the name, in any case:
 *
 * <ul>
 *   <li>{@code .csv}: UTF-8 text, a header line with the names of the columns, then a line of numbers for each row,
 *       separated by commas (RFC 4180);
 *   <li>{@code .npy}: an array of NumPy, which has no names; read, its columns are c0, c1, and so on.
 * </ul>
 *
 * A table comes back from either with the same bits.
 */
public final class NumberFile {
    private NumberFile() {}

    /**
     * Checks the end of the name, and does not look whether there is a file: for before the work whose result it is to
     * hold.
     *
     * @throws DataException naming the file and the two formats
     */
    public static void checkName(Path file) {
        isNpy(file);
    }

    /**
     * Reads a table. An {@code .npy} file has 1 dimension (read as one column) or 2, of 32- or 64-bit floats or of
     * integers of any size, in any byte and memory order; each number becomes the nearest float.
     *
     * @throws DataException naming the file and the place, if it is not a whole table of finite numbers
     */
    public static NumberTable read(Path file) {
        return isNpy(file) ? NpyArray.read(file) : CsvTable.read(file);
    }

    /**
     * Writes a table. The file is there whole or not at all. An {@code .npy} file has the shape [rows, columns].
     *
     * @throws DataException naming the file, if it cannot be written, if a value is NaN or infinite (with row and
     *     column), or if the column names of a {@code .csv} file are all numbers, which could not be told from data
     */
    public static void write(Path file, NumberTable table) {
        boolean npy = isNpy(file);
        try {
            table.requireFinite();
        } catch (DataException e) {
            throw new DataException(FileText.of(file) + ": " + e.getMessage(), e);
        }
        if (npy) {
            NpyArray.write(
                    file, table.values(), table.values().length, table.names().size());
        } else {
            CsvTable.write(file, table);
        }
    }

    /**
     * Writes an array of any shape as 32-bit floats, images for instance as [n, height, width, channels]. The file is
     * there whole or not at all.
     *
     * @param values the last dimension changes fastest; NaN and infinities are written as they are
     * @param shape the dimensions, at least one; their product is the number of values
     * @throws DataException naming the file, if its name does not end in {@code .npy} or it cannot be written
     */
    public static void writeNpy(Path file, float[] values, int... shape) {
        if (!isNpy(file)) {
            throw new DataException(
                    FileText.of(file) + ": an array of " + shape.length + " dimensions needs a .npy file");
        }
        long size = 1;
        for (int length : shape) {
            size = Math.min(size * length, 1L << 31); // more than any array holds, and times an int still a long
        }
        if (shape.length == 0 || Arrays.stream(shape).anyMatch(length -> length < 0) || size != values.length) {
            throw new IllegalArgumentException(values.length + " values are no " + Arrays.toString(shape));
        }
        NpyArray.write(file, new float[][] {values}, shape);
    }

    private static boolean isNpy(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".npy") && !name.endsWith(".csv")) {
            throw new DataException(FileText.of(file) + ": the name of a table of numbers ends in .csv or .npy");
        }
        return name.endsWith(".npy");
    }
}
