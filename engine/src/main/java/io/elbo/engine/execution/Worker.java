package io.elbo.engine.execution;

import io.elbo.engine.Feed;
import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;

/** What one thread owns while it runs a program, and its state in the current run. */
final class Worker {
    /** Maximum rows of a tile whose last panel is only partly filled. */
    static final int TAIL_ROWS = 60;

    final int index;
    final float[] partialSums = new float[16];
    final float[] tail = new float[TAIL_ROWS * Panels.WIDTH];
    /** Patches of one image, the products that a transposed convolution scatters, or exponentials of a row. */
    final float[] patches;
    /** Patches of some images, in the blocks that a sum of outer products reads. */
    final float[] blocks;
    /** The gradient of one task. */
    final float[] gradient;
    /** The terms of products whose left operand may have many zeros; null if there are none. */
    final NonZeroTerms terms;

    Kernels kernels;
    Feed feed;
    int rows;
    long seed;
    int step;
    int firstRow;
    int chunkStart;
    /** The first row or draw of the block that a group is processing. */
    int blockStart;

    /**
     * @param patches floats of {@link #patches}
     * @param blocks floats of {@link #blocks}
     * @param gradient floats of {@link #gradient}
     * @param zeros whether there are products that may skip zeros
     */
    Worker(int index, int patches, int blocks, int gradient, boolean zeros) {
        this.index = index;
        this.patches = new float[patches];
        this.blocks = new float[blocks];
        this.gradient = new float[gradient];
        terms = zeros ? new NonZeroTerms() : null;
    }
}
