package io.elbo.engine.execution;

/**
 * A row-wise value of a whole batch, in strips of columns: {@code [columns / width][rows * leading][width]}. Each strip is
 * contiguous, however long a row is, so a sum over the batch touches few pages and cache sets.
 *
 * @param data the strips; columns that fill up the last strip are zero
 * @param columns of the last axis
 * @param leading rows of the matrix for each row of the batch, or for each draw of one
 * @param draws of each row of the batch
 * @param capacity rows of a strip
 * @param width columns of a strip
 */
record Packed(float[] data, int columns, int leading, int draws, int capacity, int width) {
    static Packed of(int columns, int leading, int rows, int draws, int width) {
        int strips = (columns + width - 1) / width;
        double floats = (double) strips * width * rows * draws * leading;
        if (floats > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(columns * leading + " numbers kept for each of " + rows + " rows"
                    + (draws > 1 ? " in each of " + draws + " draws" : "")
                    + ": the total must be below 2^31; use smaller batches");
        }
        return new Packed(new float[(int) floats], columns, leading, draws, rows * draws * leading, width);
    }

    /** Returns the rows of the matrix for some rows of the batch. */
    int count(int rows) {
        return rows * draws * leading;
    }

    void put(float[] from, int at, int row) {
        put(from, at, columns, data, capacity, width, row);
    }

    /** Writes one row to strips of this capacity and width. */
    static void put(float[] from, int at, int columns, float[] data, int capacity, int width, int row) {
        int target = row * width;
        for (int column = 0; column < columns; column += width, target += capacity * width) {
            System.arraycopy(from, at + column, data, target, Math.min(width, columns - column));
        }
    }

    /** Returns the index of a strip. */
    int at(int strip) {
        return strip * capacity * width;
    }
}
