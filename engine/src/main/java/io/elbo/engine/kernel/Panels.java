package io.elbo.engine.kernel;

/** The panel layout of matrices: {@code [columns / WIDTH][rows][WIDTH]}, with the last panel filled up with zeros. */
public final class Panels {
    /** Columns of a panel: two vectors of the machine's preferred width. It does not affect any result. */
    public static final int WIDTH = KernelChoice.panelWidth();

    /**
     * Columns of a block of the left operand of a sum over the batch: a multiple of every tile height in use. The JIT compiler
     * turns a product by 24 into two shifts and an addition, and then does not recognise an index that it could check before the
     * loop. That is an advantage: with such an index it unrolls the loop and spills. With 30, where it multiplies, sums take
     * twice as long.
     */
    public static final int BLOCK = 24;

    /** Panels that listed terms of two rows process at a time. Their sums fill the registers of AVX2. */
    public static final int GROUP = 3;

    private Panels() {}

    /** Returns the number of panels that hold this many columns. */
    public static int count(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /** Returns the index of an element of a matrix with this many rows. */
    public static int at(int rows, int row, int column) {
        return (column / WIDTH * rows + row) * WIDTH + column % WIDTH;
    }
}
