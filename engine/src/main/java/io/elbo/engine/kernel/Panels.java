package io.elbo.engine.kernel;

/** The panel layout of matrices: {@code [columns / WIDTH][rows][WIDTH]}, the last panel filled up with zeros. */
public final class Panels {
    /** Columns of a panel: two vectors of the machine's preferred width. Has no influence on any result. */
    public static final int WIDTH = KernelChoice.panelWidth();

    /**
     * Columns of a block of the left operand of a sum over the batch; a multiple of every tile height in use. A product by
     * 24 is two shifts and an addition to the JIT compiler, in which it does not see an index that it could check before
     * the loop, for which it would unroll the loop and spill. With 30, which it multiplies by, sums take twice as long.
     */
    public static final int BLOCK = 24;

    /** Panels that listed terms of two rows go over at a time: their sums fill the registers of AVX2. */
    public static final int GROUP = 3;

    private Panels() {}

    /** The number of panels that hold this many columns. */
    public static int count(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /** The index of an element of a matrix with this many rows. */
    public static int at(int rows, int row, int column) {
        return (column / WIDTH * rows + row) * WIDTH + column % WIDTH;
    }
}
