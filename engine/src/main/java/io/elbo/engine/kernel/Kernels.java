package io.elbo.engine.kernel;

import io.elbo.engine.Binary;
import io.elbo.engine.Unary;

/**
 * The loops over arrays. There are two implementations, plain Java and the Vector API. Both give the same bits, so the engine may
 * switch between them at any time. {@code xAt} is the index of the first element in {@code x}. Nothing is allocated.
 */
public interface Kernels {
    /**
     * Computes one panel of a matrix product: {@code C[r][j] += sum over k of A[r][k] * B[k][j]}, k ascending, with one fused
     * multiply-add for each term.
     *
     * @param a rows of {@code depth} values, {@code aStride} apart
     * @param b one panel: {@code depth} rows of {@link Panels#WIDTH} values
     * @param c rows of {@link Panels#WIDTH} values, {@code cStride} apart
     */
    void multiply(
            float[] a, int aAt, int aStride, int rows, float[] b, int bAt, int depth, float[] c, int cAt, int cStride);

    /**
     * Computes one block of a sum of outer products: {@code C[i][j] += sum over p of A[p][i] * D[p][j]}, p ascending, with one
     * fused multiply-add for each term.
     *
     * @param a {@code count} rows of {@link Panels#BLOCK} values, of which the first {@code columns} are used
     * @param d {@code count} rows of {@link Panels#WIDTH} values
     * @param c {@code columns} rows of {@link Panels#WIDTH} values
     */
    void outer(float[] a, int aAt, int columns, float[] d, int dAt, int count, float[] c, int cAt);

    /**
     * Adds listed terms of a product, by pairs of rows: {@code C[2i + r][q][j] += sum over t of V[i][t][r] * B[q][K[i][t] + j]},
     * t ascending from 0 to the pair's count, with one fused multiply-add for each term.
     *
     * @param offsets K, the index in a panel at which the term's row begins: {@code capacity} for each pair
     * @param values V, two for each term; only the first is used if the last pair is one row
     * @param rows of C
     * @param b panels {@code bStride} apart
     * @param cRow distance between rows of C
     * @param cPanel distance between panels of C
     */
    void multiplyTerms(
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
            int cPanel);

    /** Finds the values that are not zero: bit {@code i % 32} of word {@code i / 32} is set if value i is not zero. NaN is not zero. */
    void nonZeros(float[] x, int xAt, int n, int[] bits, int bitsAt);

    /** Computes {@code y = f(x)}. */
    void unary(Unary f, float[] x, int xAt, float[] y, int yAt, int n);

    /** Computes {@code z = f(x, y)}. */
    void binary(Binary f, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n);

    /** Computes {@code y = x * factor}. */
    void scale(float[] x, int xAt, float factor, float[] y, int yAt, int n);

    /** Computes {@code y = x + summand}. */
    void shift(float[] x, int xAt, float summand, float[] y, int yAt, int n);

    /** Computes {@code z = condition > 0 ? x : y}. */
    void select(float[] condition, int conditionAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n);

    /**
     * Returns the sum. Element i is added to partial sum i mod 16; then partial sums 8, 4, 2 and 1 apart are added.
     *
     * @param scratch 16 values that are overwritten
     */
    float sum(float[] x, int xAt, int n, float[] scratch);

    /** Makes one optimizer step on n values. */
    void update(
            UpdateRule rule,
            float[] parameter,
            float[] first,
            float[] second,
            int at,
            float[] gradient,
            int gradientAt,
            int n);
}
