package io.elbo.engine.execution;

/**
 * Which elements of a row-wise value are not zero, one bit each: {@code [rows * leading][columns / 32]}. A product whose left
 * operand has many zeros processes only the {@link NonZeroTerms}. Two rows (in a sum over the batch, two columns) form a pair, so
 * that two sums share what they load of the right operand. A pair has a term where either element is not zero.
 *
 * @param bits column c of a row is bit {@code c % 32} of word {@code c / 32}
 * @param columns of the last axis
 * @param leading rows of the matrix for each row of the batch
 */
record NonZeros(int[] bits, int columns, int leading) {
    /** Above this fraction of non-zero terms, the dense product is as fast, because its tiles are higher. */
    private static final double MOST = 0.5;

    static NonZeros of(int columns, int leading, int rows) {
        int words = (columns + 31) / 32;
        return new NonZeros(new int[Math.multiplyExact(Math.multiplyExact(rows, leading), words)], columns, leading);
    }

    /** Returns the index of the first word of a row. */
    int at(int row) {
        return row * ((columns + 31) / 32);
    }

    /** Returns the bits of two rows, combined by OR, in the word of a column. */
    int ofRows(int first, int second, int column) {
        return bits[at(first) + column / 32] | bits[at(second) + column / 32];
    }

    /** Returns a word whose bit 2i is set if column {@code from + 2i} of a row or the next one has a bit; at most 32 columns. */
    int ofColumns(int row, int from, int to) {
        int at = at(row) + from / 32;
        long words = bits[at] & 0xFFFFFFFFL;
        if (from / 32 < (to - 1) / 32) {
            words |= (long) bits[at + 1] << 32;
        }
        int word = (int) (words >>> from % 32) & -1 >>> 32 - (to - from);
        return (word | word >>> 1) & 0x55555555;
    }

    /** Returns whether pairs of rows have few terms. {@code from} is the first column of a word. */
    boolean fewInRows(int firstRow, int rows, int from, int to) {
        long terms = 0;
        for (int r = 0; r < rows; r += 2) {
            for (int k = from; k < to; k += 32) {
                terms += Integer.bitCount(ofRows(firstRow + r, firstRow + Math.min(r + 1, rows - 1), k));
            }
        }
        return terms <= MOST * ((rows + 1) / 2) * (to - from);
    }

    /** Returns whether pairs of columns, at most 32 columns, have few terms. */
    boolean fewInColumns(int firstRow, int rows, int from, int to) {
        long terms = 0;
        for (int r = 0; r < rows; r++) {
            terms += Integer.bitCount(ofColumns(firstRow + r, from, to));
        }
        return terms <= MOST * rows * ((to - from + 1) / 2);
    }
}
