package io.elbo.engine.kernel;

import static io.elbo.math.elementary.Fma.fma;

import io.elbo.engine.Binary;
import io.elbo.engine.Unary;

/** The kernels in plain Java: the fallback, and the oracle for tests of the vector kernels. */
public final class PlainKernels implements Kernels {
    /** Columns that are computed together: as many sums as a processor without vectors keeps in registers and busy. */
    private static final int SUMS = 8;

    @Override
    public void multiply(
            float[] a, int aAt, int aStride, int rows, float[] b, int bAt, int depth, float[] c, int cAt, int cStride) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < Panels.WIDTH; j += SUMS) {
                sums(a, aAt + r * aStride, 1, b, bAt + j, depth, c, cAt + r * cStride + j);
            }
        }
    }

    @Override
    public void outer(float[] a, int aAt, int columns, float[] d, int dAt, int count, float[] c, int cAt) {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < Panels.WIDTH; j += SUMS) {
                sums(a, aAt + i, Panels.BLOCK, d, dAt + j, count, c, cAt + i * Panels.WIDTH + j);
            }
        }
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
        for (int q = 0; q < panels; q++) {
            for (int r = 0; r < rows; r++) {
                int from = r / 2 * capacity;
                int to = from + counts[r / 2];
                for (int j = 0; j < Panels.WIDTH; j += SUMS) {
                    int at = cAt + r * cRow + q * cPanel + j;
                    listed(offsets, values, r % 2, from, to, b, bAt + q * bStride + j, c, at);
                }
            }
        }
    }

    /** {@code c[j] += sum over t of values[2 * t + r] * b[offsets[t] + j]} for eight j. */
    private static void listed(
            int[] offsets, float[] values, int r, int from, int to, float[] b, int bAt, float[] c, int cAt) {
        float c0 = c[cAt];
        float c1 = c[cAt + 1];
        float c2 = c[cAt + 2];
        float c3 = c[cAt + 3];
        float c4 = c[cAt + 4];
        float c5 = c[cAt + 5];
        float c6 = c[cAt + 6];
        float c7 = c[cAt + 7];
        for (int t = from; t < to; t++) {
            float x = values[2 * t + r];
            int at = bAt + offsets[t];
            c0 = fma(x, b[at], c0);
            c1 = fma(x, b[at + 1], c1);
            c2 = fma(x, b[at + 2], c2);
            c3 = fma(x, b[at + 3], c3);
            c4 = fma(x, b[at + 4], c4);
            c5 = fma(x, b[at + 5], c5);
            c6 = fma(x, b[at + 6], c6);
            c7 = fma(x, b[at + 7], c7);
        }
        c[cAt] = c0;
        c[cAt + 1] = c1;
        c[cAt + 2] = c2;
        c[cAt + 3] = c3;
        c[cAt + 4] = c4;
        c[cAt + 5] = c5;
        c[cAt + 6] = c6;
        c[cAt + 7] = c7;
    }

    @Override
    public void nonZeros(float[] x, int xAt, int n, int[] bits, int bitsAt) {
        for (int i = 0; i < n; i += 32) {
            int word = 0;
            for (int j = i; j < Math.min(n, i + 32); j++) {
                word |= (x[xAt + j] != 0 ? 1 : 0) << j;
            }
            bits[bitsAt + i / 32] = word;
        }
    }

    /** {@code c[j] += sum over k of a[k * step] * b[k * WIDTH + j]} for eight j. */
    private static void sums(float[] a, int aAt, int step, float[] b, int bAt, int n, float[] c, int cAt) {
        float c0 = c[cAt];
        float c1 = c[cAt + 1];
        float c2 = c[cAt + 2];
        float c3 = c[cAt + 3];
        float c4 = c[cAt + 4];
        float c5 = c[cAt + 5];
        float c6 = c[cAt + 6];
        float c7 = c[cAt + 7];
        for (int k = 0; k < n; k++) {
            float x = a[aAt + k * step];
            int at = bAt + k * Panels.WIDTH;
            c0 = fma(x, b[at], c0);
            c1 = fma(x, b[at + 1], c1);
            c2 = fma(x, b[at + 2], c2);
            c3 = fma(x, b[at + 3], c3);
            c4 = fma(x, b[at + 4], c4);
            c5 = fma(x, b[at + 5], c5);
            c6 = fma(x, b[at + 6], c6);
            c7 = fma(x, b[at + 7], c7);
        }
        c[cAt] = c0;
        c[cAt + 1] = c1;
        c[cAt + 2] = c2;
        c[cAt + 3] = c3;
        c[cAt + 4] = c4;
        c[cAt + 5] = c5;
        c[cAt + 6] = c6;
        c[cAt + 7] = c7;
    }

    @Override
    public void unary(Unary f, float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Elementwise.apply(f, x[xAt + i]);
        }
    }

    @Override
    public void binary(Binary f, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = Elementwise.apply(f, x[xAt + i], y[yAt + i]);
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

    /** Adds 16 partial sums: those 8 apart, then 4, 2 and 1 apart. */
    public static float fold(float[] partial) {
        float a = partial[0] + partial[8];
        float b = partial[1] + partial[9];
        float c = partial[2] + partial[10];
        float d = partial[3] + partial[11];
        a += partial[4] + partial[12];
        b += partial[5] + partial[13];
        c += partial[6] + partial[14];
        d += partial[7] + partial[15];
        return (a + c) + (b + d);
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
