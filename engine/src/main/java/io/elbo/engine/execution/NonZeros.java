package io.elbo.engine.execution;

/**
 * Which values of a row-wise value are not zero, a bit each: {@code [rows * leading][columns / 32]}. A product whose left
 * operand has many zeros goes over the other {@link NonZeroTerms} only. Those of two rows (in a sum over the batch, of two columns)
 * go together, for two sums to share what is loaded of the right operand: a pair has a term where either is not zero.
 *
 * @param bits column c of a row is bit {@code c % 32} of word {@code c / 32}
 * @param columns of the last axis
 * @param leading rows of the matrix for each row of the batch
 */
record NonZeros(int[] bits, int columns, int leading) {
    /** With a larger part of all terms left, the product of all terms is as fast: its tiles are higher. */
    private static final double MOST = 0.5;

    static NonZeros of(int columns, int leading, int rows) {
        int words = (columns + 31) / 32;
        return new NonZeros(new int[Math.multiplyExact(Math.multiplyExact(rows, leading), words)], columns, leading);
    }

    /** Where the bits of a row begin. */
    int at(int row) {
        return row * ((columns + 31) / 32);
    }

    /** The bits of two rows, where either has one, in the word of a column. */
    int ofRows(int first, int second, int column) {
        return bits[at(first) + column / 32] | bits[at(second) + column / 32];
    }

    /** Bit 2i is whether column {@code from + 2i} of a row has a bit, or the one after it; at most 32 columns. */
    int ofColumns(int row, int from, int to) {
        int at = at(row) + from / 32;
        long words = bits[at] & 0xFFFFFFFFL;
        if (from / 32 < (to - 1) / 32) {
            words |= (long) bits[at + 1] << 32;
        }
        int word = (int) (words >>> from % 32) & -1 >>> 32 - (to - from);
        return (word | word >>> 1) & 0x55555555;
    }

    /** Whether pairs of rows have few terms from a column on, which is the first of a word. */
    boolean fewInRows(int firstRow, int rows, int from, int to) {
        long terms = 0;
        for (int r = 0; r < rows; r += 2) {
            for (int k = from; k < to; k += 32) {
                terms += Integer.bitCount(ofRows(firstRow + r, firstRow + Math.min(r + 1, rows - 1), k));
            }
        }
        return terms <= MOST * ((rows + 1) / 2) * (to - from);
    }

    /** Whether pairs of columns, 32 at most, have few terms. */
    boolean fewInColumns(int firstRow, int rows, int from, int to) {
        long terms = 0;
        for (int r = 0; r < rows; r++) {
            terms += Integer.bitCount(ofColumns(firstRow + r, from, to));
        }
        return terms <= MOST * rows * ((to - from + 1) / 2);
    }
}
