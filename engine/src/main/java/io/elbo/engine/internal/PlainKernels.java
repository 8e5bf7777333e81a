package io.elbo.engine.internal;

import static io.elbo.engine.internal.Fma.fma;

import io.elbo.engine.Binary;
import io.elbo.engine.Unary;

/** The kernels in plain Java: the fallback, and the oracle that the vector kernels are tested against. */
public final class PlainKernels implements Kernels {
    @Override
    public void multiply(
            float[] a, int aAt, int aStride, int rows, float[] b, int bAt, int depth, float[] c, int cAt, int cStride) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < depth; k++) {
                axpy(a[aAt + r * aStride + k], b, bAt + k * Panels.WIDTH, c, cAt + r * cStride);
            }
        }
    }

    @Override
    public void outer(float[] a, int aAt, int columns, float[] d, int dAt, int count, float[] c, int cAt) {
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < columns; i++) {
                axpy(a[aAt + p * Panels.BLOCK + i], d, dAt + p * Panels.WIDTH, c, cAt + i * Panels.WIDTH);
            }
        }
    }

    private static void axpy(float factor, float[] x, int xAt, float[] y, int yAt) {
        for (int j = 0; j < Panels.WIDTH; j++) {
            y[yAt + j] = fma(factor, x[xAt + j], y[yAt + j]);
        }
    }

    @Override
    public void unary(Unary f, float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Scalar.apply(f, x[xAt + i]);
        }
    }

    @Override
    public void binary(Binary f, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = Scalar.apply(f, x[xAt + i], y[yAt + i]);
        }
    }

    @Override
    public void scale(float[] x, int xAt, float factor, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + i] * factor;
        }
    }

    @Override
    public void shift(float[] x, int xAt, float summand, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + i] + summand;
        }
    }

    @Override
    public void select(
            float[] condition, int conditionAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = condition[conditionAt + i] > 0 ? x[xAt + i] : y[yAt + i];
        }
    }

    @Override
    public float sum(float[] x, int xAt, int n, float[] scratch) {
        for (int i = 0; i < 16; i++) {
            scratch[i] = 0;
        }
        for (int i = 0; i < n; i++) {
            scratch[i % 16] += x[xAt + i];
        }
        return fold(scratch);
    }

    /** Adds 16 partial sums: those 8 apart, then 4, 2 and 1. */
    public static float fold(float[] partial) {
        for (int apart = 8; apart > 0; apart /= 2) {
            for (int i = 0; i < apart; i++) {
                partial[i] += partial[i + apart];
            }
        }
        return partial[0];
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
        for (int i = 0; i < n; i++) {
            rule.apply(parameter, first, second, at + i, gradient[gradientAt + i]);
        }
    }
}
