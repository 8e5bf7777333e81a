package io.elbo.engine.kernel.vector;

import static io.elbo.engine.kernel.vector.Vectors.LANES;
import static io.elbo.engine.kernel.vector.Vectors.SPECIES;

import io.elbo.engine.kernel.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of matrix products: tiles of some rows by one panel of two vectors, kept in registers. A method for
 * each height, because only local variables stay in registers. Ten rows and more need the 32 registers of AVX-512; six rows by two
 * vectors fill the 16 of AVX2. The stride of the right operand is a variable, though it is always the panel's width: with
 * the constant, the JIT compiler of JDK 17 spills accumulators and is half as fast. In the sum of outer products it is the
 * other way round.
 */
final class Tiles {
    private static final int WIDTH = Panels.WIDTH;
    private static final int BLOCK = Panels.BLOCK;

    private Tiles() {}

    /** {@code C[rows][panel] += A[rows][depth] * B[depth][panel]} for 1 to 6, or 10, rows. */
    static void multiply(
            int rows, float[] a, int aAt, int aStride, float[] b, int bAt, int depth, float[] c, int cAt, int cStride) {
        switch (rows) {
            case 1 -> multiply1(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            case 2 -> multiply2(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            case 3 -> multiply3(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            case 4 -> multiply4(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            case 5 -> multiply5(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            case 6 -> multiply6(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            case 10 -> multiply10(a, aAt, aStride, b, bAt, WIDTH, depth, c, cAt, cStride);
            default -> throw new IllegalArgumentException("no tile of " + rows + " rows");
        }
    }

    /** {@code C[columns][panel] += A[count][columns]^T * D[count][panel]} for 1 to 6, or 12, columns. */
    static void outer(int columns, float[] a, int aAt, float[] d, int dAt, int count, float[] c, int cAt) {
        switch (columns) {
            case 1 -> outer1(a, aAt, d, dAt, count, c, cAt);
            case 2 -> outer2(a, aAt, d, dAt, count, c, cAt);
            case 3 -> outer3(a, aAt, d, dAt, count, c, cAt);
            case 4 -> outer4(a, aAt, d, dAt, count, c, cAt);
            case 5 -> outer5(a, aAt, d, dAt, count, c, cAt);
            case 6 -> outer6(a, aAt, d, dAt, count, c, cAt);
            case 12 -> outer12(a, aAt, d, dAt, count, c, cAt);
            default -> throw new IllegalArgumentException("no tile of " + columns + " columns");
        }
    }

    /** Listed terms of a product by 1 to 3 panels; a row without a partner is computed twice. */
    static void terms(
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
        switch (panels) {
            case 1 -> terms1(offsets, values, counts, capacity, rows, b, bAt, bStride, c, cAt, cRow, cPanel);
            case 2 -> terms2(offsets, values, counts, capacity, rows, b, bAt, bStride, c, cAt, cRow, cPanel);
            case 3 -> terms3(offsets, values, counts, capacity, rows, b, bAt, bStride, c, cAt, cRow, cPanel);
            default -> throw new IllegalArgumentException("no tile of " + panels + " panels");
        }
    }

    private static void multiply1(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
    }

    private static void multiply2(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aStride;
        int c1 = c0 + cStride;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
    }

    private static void multiply3(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aStride;
        int c1 = c0 + cStride;
        int a2 = a1 + aStride;
        int c2 = c1 + cStride;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
    }

    private static void multiply4(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aStride;
        int c1 = c0 + cStride;
        int a2 = a1 + aStride;
        int c2 = c1 + cStride;
        int a3 = a2 + aStride;
        int c3 = c2 + cStride;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
    }

    private static void multiply5(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aStride;
        int c1 = c0 + cStride;
        int a2 = a1 + aStride;
        int c2 = c1 + cStride;
        int a3 = a2 + aStride;
        int c3 = c2 + cStride;
        int a4 = a3 + aStride;
        int c4 = c3 + cStride;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector h4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + LANES);
    }

    private static void multiply6(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aStride;
        int c1 = c0 + cStride;
        int a2 = a1 + aStride;
        int c2 = c1 + cStride;
        int a3 = a2 + aStride;
        int c3 = c2 + cStride;
        int a4 = a3 + aStride;
        int c4 = c3 + cStride;
        int a5 = a4 + aStride;
        int c5 = c4 + cStride;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector h4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
        FloatVector l5 = FloatVector.fromArray(SPECIES, c, c5);
        FloatVector h5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
            l5 = x5.fma(low, l5);
            h5 = x5.fma(high, h5);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + LANES);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + LANES);
    }

    private static void multiply10(
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int depth,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aStride;
        int c1 = c0 + cStride;
        int a2 = a1 + aStride;
        int c2 = c1 + cStride;
        int a3 = a2 + aStride;
        int c3 = c2 + cStride;
        int a4 = a3 + aStride;
        int c4 = c3 + cStride;
        int a5 = a4 + aStride;
        int c5 = c4 + cStride;
        int a6 = a5 + aStride;
        int c6 = c5 + cStride;
        int a7 = a6 + aStride;
        int c7 = c6 + cStride;
        int a8 = a7 + aStride;
        int c8 = c7 + cStride;
        int a9 = a8 + aStride;
        int c9 = c8 + cStride;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector h4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
        FloatVector l5 = FloatVector.fromArray(SPECIES, c, c5);
        FloatVector h5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
        FloatVector l6 = FloatVector.fromArray(SPECIES, c, c6);
        FloatVector h6 = FloatVector.fromArray(SPECIES, c, c6 + LANES);
        FloatVector l7 = FloatVector.fromArray(SPECIES, c, c7);
        FloatVector h7 = FloatVector.fromArray(SPECIES, c, c7 + LANES);
        FloatVector l8 = FloatVector.fromArray(SPECIES, c, c8);
        FloatVector h8 = FloatVector.fromArray(SPECIES, c, c8 + LANES);
        FloatVector l9 = FloatVector.fromArray(SPECIES, c, c9);
        FloatVector h9 = FloatVector.fromArray(SPECIES, c, c9 + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector low = FloatVector.fromArray(SPECIES, b, bAt + k * bStride);
            FloatVector high = FloatVector.fromArray(SPECIES, b, bAt + k * bStride + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
            l5 = x5.fma(low, l5);
            h5 = x5.fma(high, h5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
            l6 = x6.fma(low, l6);
            h6 = x6.fma(high, h6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
            l7 = x7.fma(low, l7);
            h7 = x7.fma(high, h7);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[a8 + k]);
            l8 = x8.fma(low, l8);
            h8 = x8.fma(high, h8);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[a9 + k]);
            l9 = x9.fma(low, l9);
            h9 = x9.fma(high, h9);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + LANES);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + LANES);
        l6.intoArray(c, c6);
        h6.intoArray(c, c6 + LANES);
        l7.intoArray(c, c7);
        h7.intoArray(c, c7 + LANES);
        l8.intoArray(c, c8);
        h8.intoArray(c, c8 + LANES);
        l9.intoArray(c, c9);
        h9.intoArray(c, c9 + LANES);
    }

    private static void outer1(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
    }

    private static void outer2(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        int c1 = c0 + WIDTH;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
    }

    private static void outer3(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        int c1 = c0 + WIDTH;
        int c2 = c1 + WIDTH;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
    }

    private static void outer4(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        int c1 = c0 + WIDTH;
        int c2 = c1 + WIDTH;
        int c3 = c2 + WIDTH;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
    }

    private static void outer5(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        int c1 = c0 + WIDTH;
        int c2 = c1 + WIDTH;
        int c3 = c2 + WIDTH;
        int c4 = c3 + WIDTH;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector h4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + LANES);
    }

    private static void outer6(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        int c1 = c0 + WIDTH;
        int c2 = c1 + WIDTH;
        int c3 = c2 + WIDTH;
        int c4 = c3 + WIDTH;
        int c5 = c4 + WIDTH;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector h4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
        FloatVector l5 = FloatVector.fromArray(SPECIES, c, c5);
        FloatVector h5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[ap + 5]);
            l5 = x5.fma(low, l5);
            h5 = x5.fma(high, h5);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + LANES);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + LANES);
    }

    private static void outer12(float[] a, int aAt, float[] d, int dAt, int count, float[] c, int c0) {
        int c1 = c0 + WIDTH;
        int c2 = c1 + WIDTH;
        int c3 = c2 + WIDTH;
        int c4 = c3 + WIDTH;
        int c5 = c4 + WIDTH;
        int c6 = c5 + WIDTH;
        int c7 = c6 + WIDTH;
        int c8 = c7 + WIDTH;
        int c9 = c8 + WIDTH;
        int c10 = c9 + WIDTH;
        int c11 = c10 + WIDTH;
        FloatVector l0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector h0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector l1 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector h1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector l2 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector h2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector l3 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector h3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        FloatVector l4 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector h4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
        FloatVector l5 = FloatVector.fromArray(SPECIES, c, c5);
        FloatVector h5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
        FloatVector l6 = FloatVector.fromArray(SPECIES, c, c6);
        FloatVector h6 = FloatVector.fromArray(SPECIES, c, c6 + LANES);
        FloatVector l7 = FloatVector.fromArray(SPECIES, c, c7);
        FloatVector h7 = FloatVector.fromArray(SPECIES, c, c7 + LANES);
        FloatVector l8 = FloatVector.fromArray(SPECIES, c, c8);
        FloatVector h8 = FloatVector.fromArray(SPECIES, c, c8 + LANES);
        FloatVector l9 = FloatVector.fromArray(SPECIES, c, c9);
        FloatVector h9 = FloatVector.fromArray(SPECIES, c, c9 + LANES);
        FloatVector l10 = FloatVector.fromArray(SPECIES, c, c10);
        FloatVector h10 = FloatVector.fromArray(SPECIES, c, c10 + LANES);
        FloatVector l11 = FloatVector.fromArray(SPECIES, c, c11);
        FloatVector h11 = FloatVector.fromArray(SPECIES, c, c11 + LANES);
        for (int p = 0; p < count; p++) {
            int ap = aAt + p * BLOCK;
            FloatVector low = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH);
            FloatVector high = FloatVector.fromArray(SPECIES, d, dAt + p * WIDTH + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ap + 0]);
            l0 = x0.fma(low, l0);
            h0 = x0.fma(high, h0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            l1 = x1.fma(low, l1);
            h1 = x1.fma(high, h1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            l2 = x2.fma(low, l2);
            h2 = x2.fma(high, h2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            l3 = x3.fma(low, l3);
            h3 = x3.fma(high, h3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            l4 = x4.fma(low, l4);
            h4 = x4.fma(high, h4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[ap + 5]);
            l5 = x5.fma(low, l5);
            h5 = x5.fma(high, h5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[ap + 6]);
            l6 = x6.fma(low, l6);
            h6 = x6.fma(high, h6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[ap + 7]);
            l7 = x7.fma(low, l7);
            h7 = x7.fma(high, h7);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[ap + 8]);
            l8 = x8.fma(low, l8);
            h8 = x8.fma(high, h8);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[ap + 9]);
            l9 = x9.fma(low, l9);
            h9 = x9.fma(high, h9);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[ap + 10]);
            l10 = x10.fma(low, l10);
            h10 = x10.fma(high, h10);
            FloatVector x11 = FloatVector.broadcast(SPECIES, a[ap + 11]);
            l11 = x11.fma(low, l11);
            h11 = x11.fma(high, h11);
        }
        l0.intoArray(c, c0);
        h0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c1);
        h1.intoArray(c, c1 + LANES);
        l2.intoArray(c, c2);
        h2.intoArray(c, c2 + LANES);
        l3.intoArray(c, c3);
        h3.intoArray(c, c3 + LANES);
        l4.intoArray(c, c4);
        h4.intoArray(c, c4 + LANES);
        l5.intoArray(c, c5);
        h5.intoArray(c, c5 + LANES);
        l6.intoArray(c, c6);
        h6.intoArray(c, c6 + LANES);
        l7.intoArray(c, c7);
        h7.intoArray(c, c7 + LANES);
        l8.intoArray(c, c8);
        h8.intoArray(c, c8 + LANES);
        l9.intoArray(c, c9);
        h9.intoArray(c, c9 + LANES);
        l10.intoArray(c, c10);
        h10.intoArray(c, c10 + LANES);
        l11.intoArray(c, c11);
        h11.intoArray(c, c11 + LANES);
    }

    private static void terms1(
            int[] offsets,
            float[] values,
            int[] counts,
            int capacity,
            int rows,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int cAt,
            int cRow,
            int cPanel) {
        for (int r = 0; r < rows; r += 2) {
            int from = r / 2 * capacity;
            int to = from + counts[r / 2];
            if (from == to) {
                continue;
            }
            int second = Math.min(1, rows - 1 - r);
            int c00 = cAt + r * cRow;
            int c10 = c00 + second * cRow;
            FloatVector l00 = FloatVector.fromArray(SPECIES, c, c00);
            FloatVector h00 = FloatVector.fromArray(SPECIES, c, c00 + LANES);
            FloatVector l10 = FloatVector.fromArray(SPECIES, c, c10);
            FloatVector h10 = FloatVector.fromArray(SPECIES, c, c10 + LANES);
            for (int t = from; t < to; t++) {
                int k = offsets[t];
                FloatVector x0 = FloatVector.broadcast(SPECIES, values[2 * t]);
                FloatVector x1 = FloatVector.broadcast(SPECIES, values[2 * t + second]);
                FloatVector low0 = FloatVector.fromArray(SPECIES, b, b0 + k);
                l00 = x0.fma(low0, l00);
                l10 = x1.fma(low0, l10);
                FloatVector high0 = FloatVector.fromArray(SPECIES, b, b0 + k + LANES);
                h00 = x0.fma(high0, h00);
                h10 = x1.fma(high0, h10);
            }
            l00.intoArray(c, c00);
            h00.intoArray(c, c00 + LANES);
            l10.intoArray(c, c10);
            h10.intoArray(c, c10 + LANES);
        }
    }

    private static void terms2(
            int[] offsets,
            float[] values,
            int[] counts,
            int capacity,
            int rows,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int cAt,
            int cRow,
            int cPanel) {
        int b1 = b0 + bStride;
        for (int r = 0; r < rows; r += 2) {
            int from = r / 2 * capacity;
            int to = from + counts[r / 2];
            if (from == to) {
                continue;
            }
            int second = Math.min(1, rows - 1 - r);
            int c00 = cAt + r * cRow;
            int c01 = c00 + cPanel;
            int c10 = c00 + second * cRow;
            int c11 = c01 + second * cRow;
            FloatVector l00 = FloatVector.fromArray(SPECIES, c, c00);
            FloatVector h00 = FloatVector.fromArray(SPECIES, c, c00 + LANES);
            FloatVector l01 = FloatVector.fromArray(SPECIES, c, c01);
            FloatVector h01 = FloatVector.fromArray(SPECIES, c, c01 + LANES);
            FloatVector l10 = FloatVector.fromArray(SPECIES, c, c10);
            FloatVector h10 = FloatVector.fromArray(SPECIES, c, c10 + LANES);
            FloatVector l11 = FloatVector.fromArray(SPECIES, c, c11);
            FloatVector h11 = FloatVector.fromArray(SPECIES, c, c11 + LANES);
            for (int t = from; t < to; t++) {
                int k = offsets[t];
                FloatVector x0 = FloatVector.broadcast(SPECIES, values[2 * t]);
                FloatVector x1 = FloatVector.broadcast(SPECIES, values[2 * t + second]);
                FloatVector low0 = FloatVector.fromArray(SPECIES, b, b0 + k);
                l00 = x0.fma(low0, l00);
                l10 = x1.fma(low0, l10);
                FloatVector high0 = FloatVector.fromArray(SPECIES, b, b0 + k + LANES);
                h00 = x0.fma(high0, h00);
                h10 = x1.fma(high0, h10);
                FloatVector low1 = FloatVector.fromArray(SPECIES, b, b1 + k);
                l01 = x0.fma(low1, l01);
                l11 = x1.fma(low1, l11);
                FloatVector high1 = FloatVector.fromArray(SPECIES, b, b1 + k + LANES);
                h01 = x0.fma(high1, h01);
                h11 = x1.fma(high1, h11);
            }
            l00.intoArray(c, c00);
            h00.intoArray(c, c00 + LANES);
            l01.intoArray(c, c01);
            h01.intoArray(c, c01 + LANES);
            l10.intoArray(c, c10);
            h10.intoArray(c, c10 + LANES);
            l11.intoArray(c, c11);
            h11.intoArray(c, c11 + LANES);
        }
    }

    private static void terms3(
            int[] offsets,
            float[] values,
            int[] counts,
            int capacity,
            int rows,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int cAt,
            int cRow,
            int cPanel) {
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        for (int r = 0; r < rows; r += 2) {
            int from = r / 2 * capacity;
            int to = from + counts[r / 2];
            if (from == to) {
                continue;
            }
            int second = Math.min(1, rows - 1 - r);
            int c00 = cAt + r * cRow;
            int c01 = c00 + cPanel;
            int c02 = c01 + cPanel;
            int c10 = c00 + second * cRow;
            int c11 = c01 + second * cRow;
            int c12 = c02 + second * cRow;
            FloatVector l00 = FloatVector.fromArray(SPECIES, c, c00);
            FloatVector h00 = FloatVector.fromArray(SPECIES, c, c00 + LANES);
            FloatVector l01 = FloatVector.fromArray(SPECIES, c, c01);
            FloatVector h01 = FloatVector.fromArray(SPECIES, c, c01 + LANES);
            FloatVector l02 = FloatVector.fromArray(SPECIES, c, c02);
            FloatVector h02 = FloatVector.fromArray(SPECIES, c, c02 + LANES);
            FloatVector l10 = FloatVector.fromArray(SPECIES, c, c10);
            FloatVector h10 = FloatVector.fromArray(SPECIES, c, c10 + LANES);
            FloatVector l11 = FloatVector.fromArray(SPECIES, c, c11);
            FloatVector h11 = FloatVector.fromArray(SPECIES, c, c11 + LANES);
            FloatVector l12 = FloatVector.fromArray(SPECIES, c, c12);
            FloatVector h12 = FloatVector.fromArray(SPECIES, c, c12 + LANES);
            for (int t = from; t < to; t++) {
                int k = offsets[t];
                FloatVector x0 = FloatVector.broadcast(SPECIES, values[2 * t]);
                FloatVector x1 = FloatVector.broadcast(SPECIES, values[2 * t + second]);
                FloatVector low0 = FloatVector.fromArray(SPECIES, b, b0 + k);
                l00 = x0.fma(low0, l00);
                l10 = x1.fma(low0, l10);
                FloatVector high0 = FloatVector.fromArray(SPECIES, b, b0 + k + LANES);
                h00 = x0.fma(high0, h00);
                h10 = x1.fma(high0, h10);
                FloatVector low1 = FloatVector.fromArray(SPECIES, b, b1 + k);
                l01 = x0.fma(low1, l01);
                l11 = x1.fma(low1, l11);
                FloatVector high1 = FloatVector.fromArray(SPECIES, b, b1 + k + LANES);
                h01 = x0.fma(high1, h01);
                h11 = x1.fma(high1, h11);
                FloatVector low2 = FloatVector.fromArray(SPECIES, b, b2 + k);
                l02 = x0.fma(low2, l02);
                l12 = x1.fma(low2, l12);
                FloatVector high2 = FloatVector.fromArray(SPECIES, b, b2 + k + LANES);
                h02 = x0.fma(high2, h02);
                h12 = x1.fma(high2, h12);
            }
            l00.intoArray(c, c00);
            h00.intoArray(c, c00 + LANES);
            l01.intoArray(c, c01);
            h01.intoArray(c, c01 + LANES);
            l02.intoArray(c, c02);
            h02.intoArray(c, c02 + LANES);
            l10.intoArray(c, c10);
            h10.intoArray(c, c10 + LANES);
            l11.intoArray(c, c11);
            h11.intoArray(c, c11 + LANES);
            l12.intoArray(c, c12);
            h12.intoArray(c, c12 + LANES);
        }
    }
}
