package io.elbo.data.number;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tables of finite numbers in files. The extension, in any case, selects one of two formats:
 *
 * <ul>
 *   <li>{@code .csv}: UTF-8 text with a header line of column names, then a line of numbers for each row, separated by
 *       commas (RFC 4180);
 *   <li>{@code .npy}: an array of NumPy, which has no names; its columns are read as c0, c1, and so on.
 * </ul>
 *
 * Both formats preserve every bit of a table.
 */
public final class NumberFile {
    private NumberFile() {}

    /**
     * Checks the extension of a file name, whether the file exists or not. Call it before the work whose result the file will
     * hold.
     *
     * @throws DataException naming the file and the two formats
     */
    public static void checkName(Path file) {
        isNpy(file);
    }

    /**
     * Reads a table. An {@code .npy} file has 1 dimension (read as one column) or 2, of 32- or 64-bit floats or of integers of
     * any size, in any byte and memory order. Each number becomes the nearest float.
     *
     * @throws DataException naming the file and the place, if it is not a complete table of finite numbers
     */
    public static NumberTable read(Path file) {
        return isNpy(file) ? NpyArray.read(file) : CsvTable.read(file);
    }

    /**
     * Writes a table atomically. An {@code .npy} file has the shape [rows, columns].
     *
     * @throws DataException naming the file, if it cannot be written, if a value is NaN or infinite (with row and column), or if
     *     the column names of a {@code .csv} file are all numbers and would look like data
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
     * Writes an array of any shape as 32-bit floats, for example images as [n, height, width, channels]. The file is written
     * atomically.
     *
     * @param values the last dimension changes fastest; NaN and infinities are written unchanged
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
            size = Math.min(
                    size * length, 1L << 31); // above any array's size, and the next product still fits in a long
        }
        if (shape.length == 0 || Arrays.stream(shape).anyMatch(length -> length < 0) || size != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not have the shape " + Arrays.toString(shape));
        }
        NpyArray.write(file, new float[][] {values}, shape);
    }

    private static boolean isNpy(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".npy") && !name.endsWith(".csv")) {
            throw new DataException(FileText.of(file) + ": the name of a table of numbers must end in .csv or .npy");
        }
        return name.endsWith(".npy");
    }
}
