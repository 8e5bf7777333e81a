package io.elbo.engine.execution;

import io.elbo.engine.Feed;
import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;

/** What one thread has to itself while it runs a program, and what it is told about the current run. */
final class Worker {
    /** Rows of a tile whose last panel is only partly filled. */
    static final int TAIL_ROWS = 60;

    final int index;
    final float[] partialSums = new float[16];
    final float[] tail = new float[TAIL_ROWS * Panels.WIDTH];
    /** Patches of one image, or the products that a transposed convolution scatters. */
    float[] patches = {};
    /** The terms of products whose left operand has many zeros. */
    NonZeroTerms terms;
    /** The gradient of one task. */
    float[] gradient = {};
    /** Patches of some images in the blocks that a sum of outer products reads. */
    float[] blocks = {};

    Kernels kernels;
    Feed feed;
    int rows;
    long seed;
    int step;
    int firstRow;
    int chunkStart;
    /** The first row, or draw, of the block that a group is at. */
    int blockStart;

    Worker(int index) {
        this.index = index;
    }
}
