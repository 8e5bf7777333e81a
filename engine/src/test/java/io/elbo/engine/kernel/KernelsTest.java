package io.elbo.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.elbo.engine.Binary;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Unary;
import io.elbo.math.elementary.Gamma;
import io.elbo.math.elementary.Scalar;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the vector kernels with the plain ones, bit for bit, and the plain ones with definitions in double precision. */
class KernelsTest {
    private static final Kernels PLAIN = KernelChoice.plain();
    private static final int WIDTH = Panels.WIDTH;
    private static final double ROUNDOFF = 0x1p-24;

    private final Random random = new Random(7);

    private static Kernels vector() {
        Kernels vector = KernelChoice.vector();
        assumeTrue(vector != null, "no vector kernels here: " + KernelChoice.describe());
        return vector;
    }

    /** Zeros, denormals, infinities, NaN, the ends of every range, with both signs. */
    private static final float[] SPECIAL = special();

    private static float[] special() {
        float[] positive = {
            0,
            Float.MIN_VALUE,
            2 * Float.MIN_VALUE,
            1e-41f,
            Math.nextDown(Float.MIN_NORMAL),
            Float.MIN_NORMAL,
            Math.nextUp(Float.MIN_NORMAL),
            1e-30f,
            1e-10f,
            0x1p-24f,
            1e-4f,
            0.1f,
            0.5f,
            Math.nextDown(0.625f),
            0.625f,
            (float) Math.sqrt(0.5),
            Math.nextDown(1f),
            1,
            Math.nextUp(1f),
            (float) Math.sqrt(2),
            Math.nextDown(Gamma.LOG_GAMMA_SMALL),
            Gamma.LOG_GAMMA_SMALL,
            Gamma.DIGAMMA_ZERO,
            Math.nextDown(2f),
            2,
            2.4f,
            Math.nextDown(2.5f),
            2.5f,
            4,
            Math.nextUp(4f),
            9,
            17,
            50,
            87.3f,
            -Scalar.EXP_LOWEST,
            Math.nextUp(-Scalar.EXP_LOWEST),
            88.7f,
            Scalar.EXP_HIGHEST,
            Math.nextUp(Scalar.EXP_HIGHEST),
            89,
            104,
            1000,
            1e10f,
            1e30f,
            Math.nextDown(Float.MAX_VALUE),
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };
        float[] both = new float[2 * positive.length];
        for (int i = 0; i < positive.length; i++) {
            both[2 * i] = positive[i];
            both[2 * i + 1] = -positive[i];
        }
        return both;
    }

    private float[] gaussians(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Mostly ordinary numbers, with some random bit patterns and some special values. */
    private float[] mixed(int n) {
        float[] values = gaussians(n);
        for (int i = 0; i < n; i++) {
            int kind = random.nextInt(16);
            if (kind == 0) {
                values[i] = Float.intBitsToFloat(random.nextInt());
            } else if (kind == 1) {
                values[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
        }
        return values;
    }

    private static void assertSameBits(float[] expected, float[] actual, Object what) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                assertEquals(Float.toHexString(expected[i]), Float.toHexString(actual[i]), what + ", index " + i);
            }
        }
    }

    /** A product's operands, of a random shape, with random offsets and strides. */
    private final class Product {
        final int rows = 1 + random.nextInt(70);
        final int depth = random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(41);
        final int aAt = random.nextInt(9);
        final int aStride = depth + random.nextInt(5);
        final int bAt = random.nextInt(9);
        final int cAt = random.nextInt(9);
        final int cStride = WIDTH + random.nextInt(40);
        final float[] a = gaussians(aAt + rows * aStride);
        final float[] b = gaussians(bAt + depth * WIDTH);
        final float[] c = gaussians(cAt + rows * cStride + 5);

        float[] by(Kernels kernels) {
            float[] result = c.clone();
            kernels.multiply(a, aAt, aStride, rows, b, bAt, depth, result, cAt, cStride);
            return result;
        }

        @Override
        public String toString() {
            return rows + " rows, depth " + depth;
        }
    }

    @Test
    void vectorAndPlainProductsAreTheSameBits() {
        Kernels vector = vector();
        for (int i = 0; i < 300; i++) {
            Product p = new Product();
            assertSameBits(p.by(PLAIN), p.by(vector), p);
        }
    }

    @Test
    void everyNumberOfRowsGivesTheSameBits() {
        Kernels vector = vector();
        float[] a = gaussians(70 * 9);
        float[] b = gaussians(9 * WIDTH);
        float[] c = gaussians(71 * WIDTH);
        for (int rows = 0; rows <= 70; rows++) {
            float[] expected = c.clone();
            float[] actual = c.clone();
            PLAIN.multiply(a, 0, 9, rows, b, 0, 9, expected, 0, WIDTH);
            vector.multiply(a, 0, 9, rows, b, 0, 9, actual, 0, WIDTH);
            assertSameBits(expected, actual, rows + " rows");
        }
    }

    @Test
    void plainProductsAreTheSumsOfTheDefinitionAndTouchNothingElse() {
        for (int i = 0; i < 100; i++) {
            Product p = new Product();
            float[] actual = p.by(PLAIN);
            boolean[] target = new boolean[actual.length];
            for (int r = 0; r < p.rows; r++) {
                for (int j = 0; j < WIDTH; j++) {
                    int at = p.cAt + r * p.cStride + j;
                    target[at] = true;
                    double sum = p.c[at];
                    double magnitude = Math.abs(sum);
                    for (int k = 0; k < p.depth; k++) {
                        double term = (double) p.a[p.aAt + r * p.aStride + k] * p.b[p.bAt + k * WIDTH + j];
                        sum += term;
                        magnitude += Math.abs(term);
                    }
                    assertEquals(sum, actual[at], 1.01 * p.depth * ROUNDOFF * magnitude, p.toString());
                }
            }
            assertUntouched(p.c, actual, target);
        }
    }

    private static void assertUntouched(float[] before, float[] after, boolean[] target) {
        for (int i = 0; i < before.length; i++) {
            assertTrue(target[i] || before[i] == after[i], "index " + i + " is not the target");
        }
    }

    /** A sum of outer products' operands, of a random shape. */
    private final class Outer {
        final int columns = 1 + random.nextInt(Panels.BLOCK);
        final int count = random.nextInt(101);
        final int aAt = random.nextInt(9);
        final int dAt = random.nextInt(9);
        final int cAt = random.nextInt(9);
        final float[] a = gaussians(aAt + count * Panels.BLOCK);
        final float[] d = gaussians(dAt + count * WIDTH);
        final float[] c = gaussians(cAt + columns * WIDTH + 70);

        float[] by(Kernels kernels) {
            float[] result = c.clone();
            kernels.outer(a, aAt, columns, d, dAt, count, result, cAt);
            return result;
        }

        @Override
        public String toString() {
            return columns + " columns, " + count + " products";
        }
    }

    @Test
    void vectorAndPlainSumsOfOuterProductsAreTheSameBits() {
        Kernels vector = vector();
        for (int i = 0; i < 400; i++) {
            Outer o = new Outer();
            assertSameBits(o.by(PLAIN), o.by(vector), o);
        }
    }

    @Test
    void plainSumsOfOuterProductsAreThoseOfTheDefinitionAndTouchNothingElse() {
        for (int n = 0; n < 100; n++) {
            Outer o = new Outer();
            float[] actual = o.by(PLAIN);
            boolean[] target = new boolean[actual.length];
            for (int i = 0; i < o.columns; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    int at = o.cAt + i * WIDTH + j;
                    target[at] = true;
                    double sum = o.c[at];
                    double magnitude = Math.abs(sum);
                    for (int p = 0; p < o.count; p++) {
                        double term = (double) o.a[o.aAt + p * Panels.BLOCK + i] * o.d[o.dAt + p * WIDTH + j];
                        sum += term;
                        magnitude += Math.abs(term);
                    }
                    assertEquals(sum, actual[at], 1.01 * o.count * ROUNDOFF * magnitude, o.toString());
                }
            }
            assertUntouched(o.c, actual, target);
        }
    }

    /** Lists of terms of a random number of pairs of rows, with random offsets and strides. */
    private final class Listed {
        final int rows = 1 + random.nextInt(20);
        final int panels = 1 + random.nextInt(8);
        final int depth = 1 + random.nextInt(50);
        final int capacity = depth + random.nextInt(5);
        final int bAt = random.nextInt(9);
        final int bStride = depth * WIDTH + random.nextInt(20);
        final int cAt = random.nextInt(9);
        /** Rows inside panels or panels inside rows. */
        final boolean byRows = random.nextBoolean();

        final int cRow = byRows ? panels * WIDTH + random.nextInt(20) : WIDTH;
        final int cPanel = byRows ? WIDTH : rows * WIDTH + random.nextInt(20);
        final int pairs = (rows + 1) / 2;
        final int[] counts = new int[pairs];
        final int[] offsets = new int[pairs * capacity];
        final float[] values = gaussians(2 * pairs * capacity);
        final float[] b = gaussians(bAt + panels * bStride);
        final float[] c = gaussians(cAt + (rows - 1) * cRow + (panels - 1) * cPanel + WIDTH + 5);

        Listed() {
            for (int pair = 0; pair < pairs; pair++) {
                for (int k = 0; k < depth; k++) {
                    if (random.nextInt(pair % 3 + 1) == 1) {
                        offsets[pair * capacity + counts[pair]++] = k * WIDTH;
                    }
                }
            }
        }

        float[] by(Kernels kernels) {
            float[] result = c.clone();
            kernels.multiplyTerms(
                    offsets, values, counts, capacity, rows, b, bAt, bStride, panels, result, cAt, cRow, cPanel);
            return result;
        }

        @Override
        public String toString() {
            return rows + " rows, " + panels + " panels, depth " + depth;
        }
    }

    @Test
    void vectorAndPlainProductsOfListedTermsAreTheSameBits() {
        Kernels vector = vector();
        for (int i = 0; i < 400; i++) {
            Listed l = new Listed();
            assertSameBits(l.by(PLAIN), l.by(vector), l);
        }
    }

    @Test
    void plainProductsOfListedTermsAreTheSumsOfTheDefinitionAndTouchNothingElse() {
        for (int n = 0; n < 100; n++) {
            Listed l = new Listed();
            float[] actual = l.by(PLAIN);
            boolean[] target = new boolean[actual.length];
            for (int r = 0; r < l.rows; r++) {
                for (int j = 0; j < l.panels * WIDTH; j++) {
                    int at = l.cAt + r * l.cRow + j / WIDTH * l.cPanel + j % WIDTH;
                    target[at] = true;
                    double sum = l.c[at];
                    double magnitude = Math.abs(sum);
                    for (int t = 0; t < l.counts[r / 2]; t++) {
                        int term = r / 2 * l.capacity + t;
                        double product = (double) l.values[2 * term + r % 2]
                                * l.b[l.bAt + j / WIDTH * l.bStride + l.offsets[term] + j % WIDTH];
                        sum += product;
                        magnitude += Math.abs(product);
                    }
                    assertEquals(sum, actual[at], 1.01 * l.depth * ROUNDOFF * magnitude, l.toString());
                }
            }
            assertUntouched(l.c, actual, target);
        }
    }

    @Test
    void aBitForEachValueThatIsNotZero() {
        for (Kernels kernels : both()) {
            for (int n = 0; n <= 200; n++) {
                int at = random.nextInt(5);
                float[] x = mixed(at + n);
                for (int i = 0; i < x.length; i++) {
                    x[i] *= random.nextInt(3) == 0 ? 1 : random.nextBoolean() ? 0f : -0f;
                }
                int[] bits = random.ints(9).toArray();
                int[] expected = bits.clone();
                for (int word = 0; word < (n + 31) / 32; word++) {
                    expected[1 + word] = 0;
                    for (int i = 32 * word; i < Math.min(n, 32 * word + 32); i++) {
                        expected[1 + word] += Math.abs(x[at + i]) == 0 ? 0 : 1 << i % 32;
                    }
                }
                kernels.nonZeros(x, at, n, bits, 1);
                assertArrayEquals(expected, bits, n + " values");
            }
        }
    }

    @Test
    void productsOfSpecialValuesAreTheSameBits() {
        Kernels vector = vector();
        for (int i = 0; i < 50; i++) {
            float[] a = mixed(12 * 20);
            float[] b = mixed(20 * WIDTH);
            float[] expected = mixed(12 * WIDTH);
            float[] actual = expected.clone();
            PLAIN.multiply(a, 0, 20, 12, b, 0, 20, expected, 0, WIDTH);
            vector.multiply(a, 0, 20, 12, b, 0, 20, actual, 0, WIDTH);
            assertSameBits(expected, actual, "special values");
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Unary.class)
    void vectorAndPlainFunctionsAreTheSameBitsAcrossAllFloats(Unary f) {
        Kernels vector = vector();
        int n = 4099;
        float[] x = new float[n];
        float[] expected = new float[n];
        float[] actual = new float[n];
        // the patterns i * stride, with stride coprime to 2^32: all signs, exponents and ends of mantissas
        int pattern = 0;
        for (int block = 0; block < 256; block++) {
            for (int i = 0; i < n; i++, pattern += 4099) {
                x[i] = Float.intBitsToFloat(pattern);
            }
            PLAIN.unary(f, x, 0, expected, 0, n);
            vector.unary(f, x, 0, actual, 0, n);
            for (int i = 0; i < n; i++) {
                if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                    assertEquals(
                            Float.toHexString(expected[i]),
                            Float.toHexString(actual[i]),
                            f + " of " + Float.toHexString(x[i]));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void vectorAndPlainFunctionsOfSpecialValuesAreTheSameBits(Unary f) {
        Kernels vector = vector();
        // each value in each lane of a vector, and in the elements that fill no vector
        for (int shift = 0; shift < 17; shift++) {
            int n = SPECIAL.length + shift;
            float[] x = new float[n];
            for (int i = 0; i < n; i++) {
                x[i] = SPECIAL[(i + shift) % SPECIAL.length];
            }
            float[] expected = new float[n];
            float[] actual = new float[n];
            PLAIN.unary(f, x, 0, expected, 0, n);
            vector.unary(f, x, 0, actual, 0, n);
            assertSameBits(expected, actual, f);
        }
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void functionsOfAnyLengthTouchTheirPlaceOnly(Unary f) {
        for (Kernels kernels : both()) {
            for (int n = 0; n <= 100; n++) {
                int xAt = random.nextInt(5);
                int yAt = random.nextInt(5);
                float[] x = mixed(xAt + n);
                float[] y = gaussians(yAt + n + 20);
                float[] expected = y.clone();
                for (int i = 0; i < n; i++) {
                    expected[yAt + i] = Elementwise.apply(f, x[xAt + i]);
                }
                kernels.unary(f, x, xAt, y, yAt, n);
                assertSameBits(expected, y, f + " of " + n);
            }
        }
    }

    private static Kernels[] both() {
        return KernelChoice.vector() == null ? new Kernels[] {PLAIN} : new Kernels[] {PLAIN, KernelChoice.vector()};
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void functionsOfTwoArgumentsAreJavasOwn(Binary f) {
        for (Kernels kernels : both()) {
            for (int n = 0; n <= 100; n++) {
                int xAt = random.nextInt(5);
                int yAt = random.nextInt(5);
                int zAt = random.nextInt(5);
                float[] x = mixed(xAt + n);
                float[] y = mixed(yAt + n);
                float[] z = gaussians(zAt + n + 20);
                float[] expected = z.clone();
                for (int i = 0; i < n; i++) {
                    float a = x[xAt + i];
                    float b = y[yAt + i];
                    expected[zAt + i] = switch (f) {
                        case ADD -> a + b;
                        case SUBTRACT -> a - b;
                        case MULTIPLY -> a * b;
                        case DIVIDE -> a / b;
                    };
                }
                kernels.binary(f, x, xAt, y, yAt, z, zAt, n);
                assertSameBits(expected, z, f + " of " + n);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void theResultMayTakeThePlaceOfAnOperand(Binary f) {
        for (Kernels kernels : both()) {
            float[] x = mixed(77);
            float[] y = mixed(77);
            float[] expected = new float[77];
            PLAIN.binary(f, x, 0, y, 0, expected, 0, 77);
            kernels.binary(f, x, 0, y, 0, x, 0, 77);
            assertSameBits(expected, x, f);
        }
    }

    @Test
    void everyPairOfSpecialValuesGivesTheSameBits() {
        Kernels vector = vector();
        int n = SPECIAL.length;
        float[] x = new float[n];
        float[] expected = new float[n];
        float[] actual = new float[n];
        for (float first : SPECIAL) {
            java.util.Arrays.fill(x, first);
            for (Binary f : Binary.values()) {
                PLAIN.binary(f, x, 0, SPECIAL, 0, expected, 0, n);
                vector.binary(f, x, 0, SPECIAL, 0, actual, 0, n);
                assertSameBits(expected, actual, f + " of " + first);
            }
            PLAIN.scale(SPECIAL, 0, first, expected, 0, n);
            vector.scale(SPECIAL, 0, first, actual, 0, n);
            assertSameBits(expected, actual, "scale by " + first);
            PLAIN.shift(SPECIAL, 0, first, expected, 0, n);
            vector.shift(SPECIAL, 0, first, actual, 0, n);
            assertSameBits(expected, actual, "shift by " + first);
        }
    }

    @Test
    void scaleShiftAndSelectOfAnyLengthAreTheirDefinitions() {
        for (Kernels kernels : both()) {
            for (int n = 0; n <= 100; n++) {
                int at = random.nextInt(5);
                float factor = (float) random.nextGaussian();
                float[] x = mixed(at + n);
                float[] y = mixed(n + 3);
                float[] condition = mixed(n + 2);
                float[] scaled = gaussians(n + 30);
                float[] shifted = scaled.clone();
                float[] selected = scaled.clone();
                float[][] expected = {scaled.clone(), scaled.clone(), scaled.clone()};
                for (int i = 0; i < n; i++) {
                    expected[0][at + i] = x[at + i] * factor;
                    expected[1][1 + i] = x[at + i] + factor;
                    expected[2][4 + i] = condition[2 + i] > 0 ? x[at + i] : y[3 + i];
                }
                kernels.scale(x, at, factor, scaled, at, n);
                kernels.shift(x, at, factor, shifted, 1, n);
                kernels.select(condition, 2, x, at, y, 3, selected, 4, n);
                assertSameBits(expected[0], scaled, "scale of " + n);
                assertSameBits(expected[1], shifted, "shift of " + n);
                assertSameBits(expected[2], selected, "select of " + n);
            }
        }
    }

    @Test
    void sumsAreSixteenPartialSumsAndATree() {
        for (Kernels kernels : both()) {
            for (int n = 0; n <= 150; n++) {
                int at = random.nextInt(5);
                float[] x = n % 7 == 6 ? mixed(at + n) : gaussians(at + n);
                float[] partial = new float[16];
                for (int i = 0; i < n; i++) {
                    partial[i % 16] += x[at + i];
                }
                float expected = tree(partial, 0, 1);
                float[] scratch = gaussians(16);
                assertEquals(
                        Float.floatToIntBits(expected),
                        Float.floatToIntBits(kernels.sum(x, at, n, scratch)),
                        "sum of " + n);
            }
        }
    }

    /** The sum of the partial sums from index {@code first} on, {@code apart} apart. Those 8 apart are added first, so they are deepest. */
    private static float tree(float[] partial, int first, int apart) {
        return apart == 16 ? partial[first] : tree(partial, first, 2 * apart) + tree(partial, first + apart, 2 * apart);
    }

    @Test
    void vectorAndPlainStepsOfEveryOptimizerAreTheSameBits() {
        Kernels vector = vector();
        Optimizer[] optimizers = {
            new Optimizer.Sgd(0),
            new Optimizer.Sgd(0.9),
            new Optimizer.Adagrad(1e-10),
            new Optimizer.Adam(),
            new Optimizer.Adam(0, 0.9, 1e-3),
            new Optimizer.AdamW(0.8, 0.99, 1e-6, 0.1)
        };
        for (Optimizer optimizer : optimizers) {
            UpdateRule rule = new UpdateRule(optimizer);
            for (int n = 0; n <= 100; n++) {
                rule.prepare(0.01 * random.nextDouble(), 1 + random.nextInt(1000));
                int at = random.nextInt(5);
                int gradientAt = random.nextInt(5);
                float[][] expected = {gaussians(at + n + 20), moments(at + n + 20), moments(at + n + 20)};
                float[][] actual = {expected[0].clone(), expected[1].clone(), expected[2].clone()};
                float[] gradient = n % 4 == 3 ? mixed(gradientAt + n) : small(gradientAt + n);
                PLAIN.update(rule, expected[0], expected[1], expected[2], at, gradient, gradientAt, n);
                vector.update(rule, actual[0], actual[1], actual[2], at, gradient, gradientAt, n);
                for (int i = 0; i < 3; i++) {
                    assertSameBits(expected[i], actual[i], optimizer + " of " + n + ", array " + i);
                }
            }
        }
    }

    /** Values that are not negative and often about to decay below the smallest normal number. */
    private float[] moments(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(3) == 0 ? 2 * random.nextFloat() * Float.MIN_NORMAL : random.nextFloat();
        }
        return values;
    }

    private float[] small(int n) {
        float[] values = gaussians(n);
        for (int i = 0; i < n; i++) {
            values[i] *= random.nextInt(3) == 0 ? 0 : random.nextInt(3) == 0 ? 1e-20f : 1;
        }
        return values;
    }

    @Test
    void momentsBelowTheSmallestNormalNumberBecomeZero() {
        for (Kernels kernels : both()) {
            for (Optimizer optimizer : new Optimizer[] {new Optimizer.Sgd(0.5), new Optimizer.Adam()}) {
                UpdateRule rule = new UpdateRule(optimizer);
                rule.prepare(0.1, 1);
                float[] first = new float[33];
                float[] second = new float[33];
                java.util.Arrays.fill(first, Float.MIN_NORMAL);
                java.util.Arrays.fill(second, Float.MIN_NORMAL);
                kernels.update(rule, new float[33], first, second, 0, new float[33], 0, 33);
                assertSameBits(new float[33], first, optimizer);
                if (optimizer instanceof Optimizer.Adam) {
                    assertSameBits(new float[33], second, optimizer);
                }
            }
        }
    }
}
