package io.elbo.statistics.measure;

import io.elbo.data.DataException;

/** Checks the arguments of measures. */
final class MeasureArguments {
    private MeasureArguments() {}

    /**
     * Returns the number of columns of a table of finite numbers.
     *
     * @throws DataException if it has no rows or columns, rows of different lengths, or a value that is not finite
     */
    static int width(String what, float[][] rows) {
        if (rows.length == 0) {
            throw new DataException(what + ": there are no rows; at least one is needed");
        }
        int width = rows[0].length;
        if (width == 0) {
            throw new DataException(what + ": row 0 has no numbers; at least one is needed");
        }
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new DataException(what + ": row " + row + " has " + rows[row].length + " numbers; row 0 has "
                        + width + ", and all rows must have the same number");
            }
            for (int column = 0; column < width; column++) {
                if (!Float.isFinite(rows[row][column])) {
                    throw new DataException(what + ": row " + row + ", column " + column + ": " + rows[row][column]
                            + "; all values must be finite numbers");
                }
            }
        }
        return width;
    }

    /** Returns the number of columns that two tables of finite numbers share. */
    static int width(String first, float[][] rows, String second, float[][] others) {
        int width = width(first, rows);
        int other = width(second, others);
        if (width != other) {
            throw new DataException(first + " have " + width + " numbers per row, " + second + " " + other
                    + "; both must have the same number");
        }
        return width;
    }

    /** Checks two tables of finite numbers that describe the same rows. */
    static void together(String first, float[][] rows, String second, float[][] others) {
        width(first, rows);
        width(second, others);
        if (rows.length != others.length) {
            throw new DataException(rows.length + " rows of " + first + " and " + others.length + " of " + second
                    + "; each row needs both");
        }
    }
}
