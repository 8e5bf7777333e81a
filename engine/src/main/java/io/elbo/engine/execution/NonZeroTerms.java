package io.elbo.engine.execution;

import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;

/**
 * The terms of a product that are not zero, listed for pairs of rows of the left operand: for each term the row of the
 * right operand, as an index in a panel, and both values of the left operand. A thread lists them for a piece of the left
 * operand that is small enough for the lists and some panels to stay in cache until all pairs have gone over them.
 */
final class NonZeroTerms {
    /** Columns of a piece at most; a multiple of a word of {@link NonZeros}. */
    static final int DEPTH = 256;
    /** Rows of a piece at most. */
    static final int ROWS = 128;

    /** More than needed, for the lists not to begin in the same few sets of the cache. */
    private static final int CAPACITY = DEPTH + 16;

    private final int[] offsets = new int[ROWS / 2 * CAPACITY];
    private final float[] values = new float[ROWS * CAPACITY];
    private final int[] counts = new int[ROWS / 2];
    private final float[] tail = new float[ROWS * Panels.GROUP * Panels.WIDTH];

    /** Empties the lists. */
    void clear() {
        java.util.Arrays.fill(counts, 0);
    }

    /**
     * Lists the terms of rows of A between two columns.
     *
     * @param firstRow of the rows in {@code nonZeros}
     * @param from the first column of a word
     * @param aAt where the first row begins
     */
    void listRows(NonZeros nonZeros, int firstRow, int rows, int from, int to, float[] a, int aAt) {
        int depth = nonZeros.columns();
        for (int r = 0; r < rows; r += 2) {
            // the partner of a row that is left over is itself
            int partner = Math.min(r + 1, rows - 1);
            int first = aAt + r * depth;
            int second = aAt + partner * depth;
            int start = r / 2 * CAPACITY;
            int at = start;
            for (int k = from; k < to; k += 32) {
                int bits = nonZeros.ofRows(firstRow + r, firstRow + partner, k);
                for (; bits != 0; bits &= bits - 1, at++) {
                    int column = k + Integer.numberOfTrailingZeros(bits);
                    offsets[at] = (column - from) * Panels.WIDTH;
                    values[2 * at] = a[first + column];
                    values[2 * at + 1] = a[second + column];
                }
            }
            counts[r / 2] = at - start;
        }
    }

    /**
     * Lists the terms of columns of A, 32 at most, in some rows: a piece of A's transpose, or lines of it.
     *
     * @param aAt where the first row begins
     * @param line the first column's index among the rows of the piece; its pair's list is empty
     */
    void listColumns(NonZeros nonZeros, int firstRow, int rows, int from, int to, float[] a, int aAt, int line) {
        int last = to - from - 1;
        for (int r = 0; r < rows; r++) {
            int row = aAt + r * nonZeros.columns() + from;
            for (int bits = nonZeros.ofColumns(firstRow + r, from, to); bits != 0; bits &= bits - 1) {
                int i = Integer.numberOfTrailingZeros(bits);
                int pair = (line + i) / 2;
                int at = pair * CAPACITY + counts[pair]++;
                offsets[at] = r * Panels.WIDTH;
                values[2 * at] = a[row + i];
                values[2 * at + 1] = a[row + Math.min(i + 1, last)];
            }
        }
    }

    /**
     * {@code C += A B}: adds the terms of the piece's rows to as many rows of C.
     *
     * @param b panels of the right operand from the piece's first column on, {@code bStride} apart
     * @param cRow from one row of C to the next
     * @param cPanel from one panel of C to the next
     */
    void multiply(
            Kernels kernels,
            int rows,
            float[] b,
            int bAt,
            int bStride,
            int panels,
            float[] c,
            int cAt,
            int cRow,
            int cPanel) {
        kernels.multiplyTerms(offsets, values, counts, CAPACITY, rows, b, bAt, bStride, panels, c, cAt, cRow, cPanel);
    }

    /** The same for a C of any number of columns that lies row by row. */
    void multiply(Kernels kernels, int rows, float[] b, int bAt, int bStride, int columns, float[] c, int cAt) {
        int whole = columns / (Panels.GROUP * Panels.WIDTH) * Panels.GROUP;
        multiply(kernels, rows, b, bAt, bStride, whole, c, cAt, columns, Panels.WIDTH);
        int first = whole * Panels.WIDTH;
        int rest = columns - first;
        if (rest > 0) {
            int width = Panels.GROUP * Panels.WIDTH;
            Products.copy(c, cAt + first, columns, tail, 0, width, rows, rest);
            multiply(
                    kernels, rows, b, bAt + whole * bStride, bStride, Panels.count(rest), tail, 0, width, Panels.WIDTH);
            Products.copy(tail, 0, width, c, cAt + first, columns, rows, rest);
        }
    }
}
