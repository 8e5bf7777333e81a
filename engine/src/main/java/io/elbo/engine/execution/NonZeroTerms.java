package io.elbo.engine.execution;

import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;

/**
 * The non-zero terms of a product, listed for pairs of rows of the left operand. Each term has the row of the right operand, as
 * an index in a panel, and both values of the left operand. A thread lists the terms of one piece of the left operand. The piece
 * is small enough for the lists and some panels to stay in cache until all pairs are done.
 */
final class NonZeroTerms {
    /** Maximum columns of a piece; a multiple of a word of {@link NonZeros}. */
    static final int DEPTH = 256;
    /** Maximum rows of a piece. */
    static final int ROWS = 128;

    /** More than needed, so that the lists do not all begin in the same few cache sets. */
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
     * @param aAt the index of the first row
     */
    void listRows(NonZeros nonZeros, int firstRow, int rows, int from, int to, float[] a, int aAt) {
        int depth = nonZeros.columns();
        for (int r = 0; r < rows; r += 2) {
            // a row without a partner is its own partner
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
     * Lists the terms of at most 32 columns of A in some rows: a piece of A's transpose, or rows of it.
     *
     * @param aAt the index of the first row
     * @param line the first column's index among the rows of the piece; the list of its pair must be empty
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
     * Adds the terms of the piece's rows to the same number of rows of C: {@code C += A B}.
     *
     * @param b panels of the right operand from the piece's first column on, {@code bStride} apart
     * @param cRow distance between rows of C
     * @param cPanel distance between panels of C
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

    /** Does the same for a C of any number of columns that is stored row by row. */
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
