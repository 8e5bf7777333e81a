package io.elbo.engine.kernel;

import io.elbo.engine.Binary;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Unary;

/** Runs every kernel on small data until the JIT compiler has compiled it. */
final class WarmUp {
    private static final int DEPTH = 256;
    private static final int ROWS = 16;
    private static final int ROUNDS = 400;
    private static final long LONGEST_NANOS = 3_000_000_000L;

    private WarmUp() {}

    /** Warms up matrix products. They come first because they take nearly all the time. */
    static void products(Kernels kernels) {
        float[] x = new float[ROWS * DEPTH];
        float[] y = new float[DEPTH * Math.max(Panels.WIDTH, Panels.BLOCK)];
        float[] z = new float[ROWS * DEPTH];
        int[] offsets = new int[DEPTH];
        int[] counts = {DEPTH};
        long enough = System.nanoTime() + LONGEST_NANOS;
        for (int i = 0; i < ROUNDS && System.nanoTime() < enough; i++) {
            for (int rows = 4; rows <= 6; rows++) {
                kernels.multiply(x, 0, DEPTH, rows, y, 0, DEPTH, z, 0, Panels.WIDTH);
            }
            kernels.outer(y, 0, Panels.BLOCK, y, 0, DEPTH, z, 0);
            for (int panels = 1; panels <= Panels.GROUP; panels++) {
                kernels.multiplyTerms(offsets, x, counts, DEPTH, 2, y, 0, 0, panels, z, 0, 0, 0);
            }
            kernels.nonZeros(x, 0, DEPTH, offsets, 0);
        }
    }

    /** Warms up elementwise functions. */
    static void elementwise(Kernels kernels) {
        float[] x = new float[ROWS * DEPTH];
        float[] y = new float[ROWS * DEPTH];
        float[] z = new float[ROWS * DEPTH];
        float[] scratch = new float[16];
        UpdateRule adam = new UpdateRule(new Optimizer.Adam());
        adam.prepare(1e-3, 1);
        long enough = System.nanoTime() + LONGEST_NANOS;
        for (int i = 0; i < ROUNDS && System.nanoTime() < enough; i++) {
            kernels.unary(Unary.SOFTPLUS, x, 0, z, 0, DEPTH);
            kernels.unary(Unary.SIGMOID, x, 0, z, 0, DEPTH);
            kernels.unary(Unary.RELU, x, 0, z, 0, DEPTH);
            kernels.unary(Unary.EXP, x, 0, z, 0, DEPTH);
            kernels.unary(Unary.TANH, x, 0, z, 0, DEPTH);
            for (Binary f : Binary.values()) {
                kernels.binary(f, x, 0, y, 0, z, 0, DEPTH);
            }
            kernels.select(x, 0, x, 0, y, 0, z, 0, DEPTH);
            kernels.scale(x, 0, 2, z, 0, DEPTH);
            kernels.shift(x, 0, 2, z, 0, DEPTH);
            kernels.sum(x, 0, DEPTH, scratch);
            kernels.update(adam, x, y, z, 0, x, DEPTH, DEPTH);
        }
    }
}
