package io.elbo.engine.kernel.vector;

import static io.elbo.engine.kernel.vector.Lanes.LANES;
import static io.elbo.engine.kernel.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.OR;

import io.elbo.engine.Binary;
import io.elbo.engine.Unary;
import io.elbo.engine.kernel.Elementwise;
import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;
import io.elbo.engine.kernel.PlainKernels;
import io.elbo.engine.kernel.UpdateRule;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The kernels on the Vector API, at the machine's preferred width. Elements that do not fill a vector are processed one by one. */
final class VectorKernels implements Kernels {
    private static final PlainKernels PLAIN = new PlainKernels();
    private static final int WORD = 32;
    /** Value i has the bit pattern in which only bit i is set. */
    private static final float[] BITS = new float[WORD];

    static {
        for (int i = 0; i < WORD; i++) {
            BITS[i] = Float.intBitsToFloat(1 << i);
        }
    }

    private static final int TALL = 10;
    private static final int HIGHEST = 6;
    private static final boolean HAS_TALL = LANES >= 16;
    /**
     * Columns of a tile of {@link #outer}. It divides the block size. Twelve fit the registers of AVX-512. With AVX2, JDK 17 is
     * fastest with six; later JDKs spill six, so they use four.
     */
    private static final int ACROSS = HAS_TALL ? 12 : Runtime.version().feature() <= 17 ? HIGHEST : 4;

    @Override
    public void multiply(
            float[] a, int aAt, int aStride, int rows, float[] b, int bAt, int depth, float[] c, int cAt, int cStride) {
        int r = 0;
        while (HAS_TALL && (rows - r >= TALL + HIGHEST || rows - r == TALL)) {
            Tiles.multiply(TALL, a, aAt + r * aStride, aStride, b, bAt, depth, c, cAt + r * cStride, cStride);
            r += TALL;
        }
        // the other rows in tiles of nearly equal height: a lower tile is no faster than a higher one
        for (int tiles = (rows - r + HIGHEST - 1) / HIGHEST; tiles > 0; tiles--) {
            int height = (rows - r + tiles - 1) / tiles;
            Tiles.multiply(height, a, aAt + r * aStride, aStride, b, bAt, depth, c, cAt + r * cStride, cStride);
            r += height;
        }
    }

    @Override
    public void outer(float[] a, int aAt, int columns, float[] d, int dAt, int count, float[] c, int cAt) {
        for (int i = 0; i < columns; ) {
            int left = columns - i;
            int width = left >= ACROSS ? ACROSS : Math.min(left, 4);
            Tiles.outer(width, a, aAt + i, d, dAt, count, c, cAt + i * Panels.WIDTH);
            i += width;
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
        for (int q = 0; q < panels; q += Panels.GROUP) {
            Tiles.terms(
                    offsets,
                    values,
                    counts,
                    capacity,
                    rows,
                    b,
                    bAt + q * bStride,
                    bStride,
                    Math.min(Panels.GROUP, panels - q),
                    c,
                    cAt + q * cPanel,
                    cRow,
                    cPanel);
        }
    }

    @Override
    public void nonZeros(float[] x, int xAt, int n, int[] bits, int bitsAt) {
        int whole = n - n % WORD;
        words(x, xAt, whole, bits, bitsAt);
        PLAIN.nonZeros(x, xAt + whole, n - whole, bits, bitsAt + whole / WORD);
    }

    private static void words(float[] x, int xAt, int whole, int[] bits, int bitsAt) {
        FloatVector none = FloatVector.zero(SPECIES);
        for (int i = 0; i < whole; i += WORD) {
            IntVector found = none.reinterpretAsInts();
            for (int j = 0; j < WORD; j += LANES) {
                found = found.or(none.blend(
                                FloatVector.fromArray(SPECIES, BITS, j),
                                FloatVector.fromArray(SPECIES, x, xAt + i + j).compare(NE, 0))
                        .reinterpretAsInts());
            }
            bits[bitsAt + i / WORD] = found.reduceLanes(OR);
        }
    }

    // Each loop is a method of its own and calls only methods of the Vector API. Beyond a certain size the JIT compiler
    // inlines no other methods and allocates every vector that they take or return.

    @Override
    public void unary(Unary f, float[] x, int xAt, float[] y, int yAt, int n) {
        int whole = n - n % LANES;
        switch (f) {
            case NEGATE -> negate(x, xAt, y, yAt, whole);
            case ABS -> abs(x, xAt, y, yAt, whole);
            case EXP -> Elementary.exp(x, xAt, y, yAt, whole);
            case LOG -> Elementary.log(x, xAt, y, yAt, whole);
            case SQRT -> sqrt(x, xAt, y, yAt, whole);
            case RECIPROCAL -> reciprocal(x, xAt, y, yAt, whole);
            case RELU -> Elementary.relu(x, xAt, y, yAt, whole);
            case STEP -> Elementary.step(x, xAt, y, yAt, whole);
            case SIGMOID -> Elementary.sigmoid(x, xAt, y, yAt, whole);
            case SOFTPLUS -> Elementary.softplus(x, xAt, y, yAt, whole);
            case TANH -> Elementary.tanh(x, xAt, y, yAt, whole);
            case ERF -> Elementary.erf(x, xAt, y, yAt, whole);
            case LOG_GAMMA -> ElementaryGamma.logGamma(x, xAt, y, yAt, whole);
            case DIGAMMA -> ElementaryGamma.digamma(x, xAt, y, yAt, whole);
            case TRIGAMMA -> ElementaryGamma.trigamma(x, xAt, y, yAt, whole);
        }
        for (int i = whole; i < n; i++) {
            y[yAt + i] = Elementwise.apply(f, x[xAt + i]);
        }
    }

    private static void negate(float[] x, int xAt, float[] y, int yAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).neg().intoArray(y, yAt + i);
        }
    }

    private static void abs(float[] x, int xAt, float[] y, int yAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).abs().intoArray(y, yAt + i);
        }
    }

    private static void sqrt(float[] x, int xAt, float[] y, int yAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).sqrt().intoArray(y, yAt + i);
        }
    }

    private static void reciprocal(float[] x, int xAt, float[] y, int yAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.broadcast(SPECIES, 1)
                    .div(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
    }

    @Override
    public void binary(Binary f, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        int whole = n - n % LANES;
        switch (f) {
            case ADD -> add(x, xAt, y, yAt, z, zAt, whole);
            case SUBTRACT -> subtract(x, xAt, y, yAt, z, zAt, whole);
            case MULTIPLY -> multiply(x, xAt, y, yAt, z, zAt, whole);
            case DIVIDE -> divide(x, xAt, y, yAt, z, zAt, whole);
        }
        for (int i = whole; i < n; i++) {
            z[zAt + i] = Elementwise.apply(f, x[xAt + i], y[yAt + i]);
        }
    }

    private static void add(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .add(FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(z, zAt + i);
        }
    }

    private static void subtract(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .sub(FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(z, zAt + i);
        }
    }

    private static void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .mul(FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(z, zAt + i);
        }
    }

    private static void divide(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int whole) {
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i)
                    .div(FloatVector.fromArray(SPECIES, y, yAt + i))
                    .intoArray(z, zAt + i);
        }
    }

    @Override
    public void scale(float[] x, int xAt, float factor, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).mul(factor).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = x[xAt + i] * factor;
        }
    }

    @Override
    public void shift(float[] x, int xAt, float summand, float[] y, int yAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + i).add(summand).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = x[xAt + i] + summand;
        }
    }

    @Override
    public void select(
            float[] condition, int conditionAt, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .blend(
                            FloatVector.fromArray(SPECIES, x, xAt + i),
                            FloatVector.fromArray(SPECIES, condition, conditionAt + i)
                                    .compare(GT, 0))
                    .intoArray(z, zAt + i);
        }
        for (; i < n; i++) {
            z[zAt + i] = condition[conditionAt + i] > 0 ? x[xAt + i] : y[yAt + i];
        }
    }

    @Override
    public float sum(float[] x, int xAt, int n, float[] scratch) {
        int whole = n - n % 16;
        // each vector of partial sums makes its own pass over the data, so there are 16 partial sums at any vector
        // width
        for (int lane = 0; lane < 16; lane += LANES) {
            FloatVector partial = FloatVector.broadcast(SPECIES, 0);
            for (int i = lane; i < whole; i += 16) {
                partial = partial.add(FloatVector.fromArray(SPECIES, x, xAt + i));
            }
            partial.intoArray(scratch, lane);
        }
        for (int i = whole; i < n; i++) {
            scratch[i - whole] += x[xAt + i];
        }
        return PlainKernels.fold(scratch);
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
        int whole = n - n % LANES;
        switch (rule.kind) {
            case SGD -> sgd(rule, parameter, first, at, gradient, gradientAt, whole);
            case ADAGRAD -> adagrad(rule, parameter, first, at, gradient, gradientAt, whole);
            case ADAM -> adam(rule, parameter, first, second, at, gradient, gradientAt, whole);
        }
        for (int i = whole; i < n; i++) {
            rule.apply(parameter, first, second, at + i, gradient[gradientAt + i]);
        }
    }

    // moments below the smallest normal number become zero, as in UpdateRule

    private static void sgd(
            UpdateRule rule, float[] parameter, float[] first, int at, float[] gradient, int gradientAt, int whole) {
        FloatVector step = FloatVector.broadcast(SPECIES, -rule.step);
        FloatVector momentum = FloatVector.broadcast(SPECIES, rule.momentum);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector b = momentum.fma(
                    FloatVector.fromArray(SPECIES, first, at + i),
                    FloatVector.fromArray(SPECIES, gradient, gradientAt + i));
            b = b.blend(0, b.lanewise(ABS).compare(LT, Float.MIN_NORMAL));
            b.intoArray(first, at + i);
            step.fma(b, FloatVector.fromArray(SPECIES, parameter, at + i)).intoArray(parameter, at + i);
        }
    }

    private static void adagrad(
            UpdateRule rule, float[] parameter, float[] first, int at, float[] gradient, int gradientAt, int whole) {
        FloatVector step = FloatVector.broadcast(SPECIES, -rule.step);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector g = FloatVector.fromArray(SPECIES, gradient, gradientAt + i);
            FloatVector s = g.fma(g, FloatVector.fromArray(SPECIES, first, at + i));
            s = s.blend(0, s.lanewise(ABS).compare(LT, Float.MIN_NORMAL));
            s.intoArray(first, at + i);
            step.fma(g.div(s.sqrt().add(rule.epsilon)), FloatVector.fromArray(SPECIES, parameter, at + i))
                    .intoArray(parameter, at + i);
        }
    }

    private static void adam(
            UpdateRule rule,
            float[] parameter,
            float[] first,
            float[] second,
            int at,
            float[] gradient,
            int gradientAt,
            int whole) {
        FloatVector step = FloatVector.broadcast(SPECIES, -rule.step);
        FloatVector root = FloatVector.broadcast(SPECIES, rule.root);
        FloatVector epsilon = FloatVector.broadcast(SPECIES, rule.epsilon);
        FloatVector rate1 = FloatVector.broadcast(SPECIES, rule.rate1);
        FloatVector beta2 = FloatVector.broadcast(SPECIES, rule.beta2);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector g = FloatVector.fromArray(SPECIES, gradient, gradientAt + i);
            FloatVector old = FloatVector.fromArray(SPECIES, first, at + i);
            FloatVector m = g.sub(old).fma(rate1, old);
            m = m.blend(0, m.lanewise(ABS).compare(LT, Float.MIN_NORMAL));
            FloatVector v = beta2.fma(
                    FloatVector.fromArray(SPECIES, second, at + i), g.mul(g).mul(rule.rate2));
            v = v.blend(0, v.lanewise(ABS).compare(LT, Float.MIN_NORMAL));
            m.intoArray(first, at + i);
            v.intoArray(second, at + i);
            FloatVector denominator = v.sqrt().fma(root, epsilon);
            step.fma(
                            m.div(denominator),
                            FloatVector.fromArray(SPECIES, parameter, at + i).mul(rule.keep))
                    .intoArray(parameter, at + i);
        }
    }
}
