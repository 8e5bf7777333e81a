package io.elbo.engine.kernel;

import io.elbo.engine.Binary;
import io.elbo.engine.Unary;

/**
 * Runs matrix products on some kernels and all else on others, for the time in which only some are compiled.
 *
 * @param products kernels for matrix products
 * @param others kernels for elementwise functions
 */
record MixedKernels(Kernels products, Kernels others) implements Kernels {
    @Override
    public void multiply(
            float[] a, int aAt, int aStride, int rows, float[] b, int bAt, int depth, float[] c, int cAt, int cStride) {
        products.multiply(a, aAt, aStride, rows, b, bAt, depth, c, cAt, cStride);
    }

    @Override
    public void outer(float[] a, int aAt, int columns, float[] d, int dAt, int count, float[] c, int cAt) {
        products.outer(a, aAt, columns, d, dAt, count, c, cAt);
    }

    @Override
    public void multiplyTerms(
            int[] offsets,
            float[] values,
            int[] counts,
            int capacity,
            int rows,
            float[] b,
            int bAt,
            int bStride,
            int panels,
            float[] c,
            int cAt,
            int cRow,
            int cPanel) {
        products.multiplyTerms(offsets, values, counts, capacity, rows, b, bAt, bStride, panels, c, cAt, cRow, cPanel);
    }

    @Override
    public void nonZeros(float[] x, int xAt, int n, int[] bits, int bitsAt) {
        products.nonZeros(x, xAt, n, bits, bitsAt);
    }

    @Override
    public void unary(Unary f, float[] x, int xAt, float[] y, int yAt, int n) {
        others.unary(f, x, xAt, y, yAt, n);
    }

    @Override
    public void binary(Binary f, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        others.binary(f, x, xAt, y, yAt, z, zAt, n);
    }

    @Override
    public void scale(float[] x, int xAt, float factor, float[] y, int yAt, int n) {
        others.scale(x, xAt, factor, y, yAt, n);
    }

    @Override
    public void shift(float[] x, int xAt, float summand, float[] y, int yAt, int n) {
        others.shift(x, xAt, summand, y, yAt, n);
    }

    @Override
    public void select(
            float[] condition, int conditionAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        others.select(condition, conditionAt, x, xAt, y, yAt, z, zAt, n);
    }

    @Override
    public float sum(float[] x, int xAt, int n, float[] scratch) {
        return others.sum(x, xAt, n, scratch);
    }

    @Override
    public void update(
            UpdateRule rule,
            float[] parameter,
            float[] first,
            float[] second,
            int at,
            float[] gradient,
            int gradientAt,
            int n) {
        others.update(rule, parameter, first, second, at, gradient, gradientAt, n);
    }
}
