package io.elbo.image.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.math.CounterRandom;
import io.elbo.test.Failures;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InterpolationTest {
    private static float[] normal(int row, int latent) {
        float[] z = new float[latent];
        CounterRandom.of(1, "test").normal(0, row, z, 0, latent);
        return z;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }

    private static double length(float[] z) {
        return Math.sqrt(dot(z, z));
    }

    private static double angle(float[] a, float[] b) {
        return Math.acos(Math.min(1, dot(a, b) / (length(a) * length(b))));
    }

    @Test
    void theStraightLineIsThatOfTheModel() {
        Vae vae = Tiny.model(Tiny.dense(), 1);
        float[] a = normal(0, 2);
        float[] b = normal(1, 2);
        assertArrayEquals(vae.interpolate(a, b, 7), vae.decode(Interpolation.linear(a, b, 7)));
    }

    @Test
    void aQuarterCircleHasItsMiddleOnTheDiagonal() {
        float half = (float) Math.sqrt(0.5);
        float[][] arc = Interpolation.spherical(new float[] {1, 0}, new float[] {0, 3}, 3);
        assertArrayEquals(new float[][] {{1, 0}, {2 * half, 2 * half}, {0, 3}}, arc);
    }

    @Test
    void anArcKeepsItsLengthAndTurnsEvenly() {
        for (int i = 0; i < 20; i++) {
            float[] a = normal(2 * i, 10);
            float[] b = normal(2 * i + 1, 10);
            double scale = length(a) / length(b);
            for (int j = 0; j < b.length; j++) {
                b[j] *= (float) scale;
            }
            float[][] arc = Interpolation.spherical(a, b, 8);
            assertArrayEquals(a, arc[0]);
            assertArrayEquals(b, arc[7]);
            double all = angle(a, b);
            for (int k = 0; k < 8; k++) {
                assertEquals(length(a), length(arc[k]), 1e-6 * length(a));
                assertEquals(all * k / 7, angle(a, arc[k]), 1e-3);
                assertEquals(all * (7 - k) / 7, angle(b, arc[k]), 1e-3);
            }
        }
    }

    /** The chord's middle has {@code cos(w / 2)} of the length; the arc between the same ends keeps the length. */
    @Test
    void theStraightLineIsShorterInTheMiddle() {
        float[] a = {3, 4, 0};
        float[] b = {0, 0, 5};
        assertEquals(5 * Math.cos(Math.PI / 4), length(Interpolation.linear(a, b, 3)[1]), 1e-6);
        assertEquals(5, length(Interpolation.spherical(a, b, 3)[1]), 1e-6);
    }

    @Test
    void tinyAndNearlyWholeTurnsAreArcsToo() {
        for (double turn : new double[] {1e-6, 1e-3, Math.PI - 1e-3}) {
            float[] a = {0, 1000};
            float[] b = {(float) (1000 * Math.sin(turn)), (float) (1000 * Math.cos(turn))};
            float[][] arc = Interpolation.spherical(a, b, 5);
            for (int k = 0; k < 5; k++) {
                assertEquals(1000 * Math.sin(turn * k / 4), arc[k][0], 1e-3);
                assertEquals(1000 * Math.cos(turn * k / 4), arc[k][1], 1e-3);
            }
        }
    }

    @Test
    void anEndWithoutDirectionTakesThatOfTheOther() {
        float[] origin = {0, 0};
        float[] z = {2, -4};
        assertArrayEquals(new float[][] {{0, 0}, {1, -2}, {2, -4}}, Interpolation.spherical(origin, z, 3));
        assertArrayEquals(new float[][] {{2, -4}, {1, -2}, {0, 0}}, Interpolation.spherical(z, origin, 3));
        assertArrayEquals(new float[2][2], Interpolation.spherical(origin, origin, 2));
        assertArrayEquals(
                new float[][] {{2, -4}, {3, -6}, {4, -8}}, Interpolation.spherical(z, new float[] {4, -8}, 3));
    }

    @Test
    void analogiesAreSumsOfMeans() {
        assertArrayEquals(
                new float[] {7, -1}, Arithmetic.analogy(new float[] {5, 2}, new float[] {1, 2}, new float[] {3, -1}));
        assertArrayEquals(
                new float[] {2, 7},
                Arithmetic.analogy(
                        new float[][] {{0, 0}, {2, 4}}, new float[][] {{-1, 5}}, new float[][] {{0, 10}, {0, 20}, {0, 0}
                        }));
    }

    @Test
    void theMeanIsThatOfEachLatent() {
        assertArrayEquals(new float[] {2, -1}, Arithmetic.mean(new float[][] {{1, 0}, {1, -3}, {4, 0}}));
    }

    static Stream<Arguments> wrong() {
        float[] two = {1, 2};
        float[] three = {1, 2, 3};
        return Stream.of(
                wrong("steps 1: must be at least 2", () -> Interpolation.linear(two, two, 1)),
                wrong("steps 0: must be at least 2", () -> Interpolation.spherical(two, two, 0)),
                wrong("a latent of 2 numbers and one of 3", () -> Interpolation.linear(two, three, 3)),
                wrong("a latent of 3 numbers and one of 2", () -> Interpolation.spherical(three, two, 3)),
                wrong("row 1, feature 0", () -> Interpolation.linear(two, new float[] {Float.NaN, 1}, 3)),
                wrong("point in opposite directions", () -> Interpolation.spherical(two, new float[] {-0.5f, -1}, 3)),
                wrong("a latent of 2 numbers and one of 3", () -> Arithmetic.analogy(two, two, three)),
                wrong(
                        "b: there are no rows",
                        () -> Arithmetic.analogy(new float[1][2], new float[0][], new float[1][2])),
                wrong(
                        "c: row 1 has 3 features",
                        () -> Arithmetic.analogy(new float[1][2], new float[1][2], new float[][] {two, three})));
    }

    private static Arguments wrong(String says, Executable action) {
        return Arguments.of(says, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatCannotBeIsRefused(String says, Executable action) {
        if (says.startsWith("steps")) {
            Failures.rejected(action, says);
        } else {
            Failures.refused(action, says);
        }
    }
}
