package io.elbo.image.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.image.latent.Direction.Method;
import io.elbo.math.CounterRandom;
import io.elbo.test.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DirectionTest {
    private static final int ROWS = 8000;
    /** Every third row. */
    private static final boolean[] HAS = new boolean[ROWS];

    static {
        for (int i = 0; i < ROWS; i += 3) {
            HAS[i] = true;
        }
    }

    private static float[][] normals(int rows, int latent, long seed) {
        float[][] z = new float[rows][latent];
        for (int i = 0; i < rows; i++) {
            CounterRandom.of(seed, "test").normal(0, i, z[i], 0, latent);
        }
        return z;
    }

    /** Standard normal latents, moved along {@code way} if a row has the attribute. */
    private static float[][] moved(double... way) {
        float[][] z = normals(ROWS, way.length, 1);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < way.length; j++) {
                z[i][j] += HAS[i] ? (float) way[j] : 0;
            }
        }
        return z;
    }

    private static Direction known(double... vector) {
        List<Double> list = Arrays.stream(vector).boxed().toList();
        return new Direction("known", Method.MEAN, list, new Separation.OfFactor(1, 1), null);
    }

    private static double length(Direction direction) {
        return Math.sqrt(direction.vector().stream().mapToDouble(v -> v * v).sum());
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"MEAN", "PROBE"})
    void theWayThatLatentsWereMovedIsFoundWithItsLength(Method method) {
        double[] way = {1.2, 0, -0.9, 0, 2};
        Direction found = Direction.ofGroups("moved", moved(way), HAS, method, 1);
        assertTrue(found.cosine(known(way)) > 0.998, found.toString());
        assertEquals(length(known(way)), length(found), 0.08);
        assertEquals(1, known(way).cosine(known(2.4, 0, -1.8, 0, 4)), 1e-12);
        assertEquals(-1, known(way).cosine(known(-1.2, 0, 0.9, 0, -2)), 1e-12);
    }

    /** Two normal groups at distance d have AUROC {@code Phi(d / sqrt 2)} and accuracy half-way {@code Phi(d / 2)}. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.6381632, 0.5987063", "1, 0.7602499, 0.6914625", "2, 0.9213504, 0.8413447"})
    void separationIsThatOfTwoNormalGroups(double distance, double auroc, double accuracy) {
        for (Method method : List.of(Method.MEAN, Method.PROBE)) {
            Direction found = Direction.ofGroups("moved", moved(0, distance, 0), HAS, method, 1);
            Separation.OfGroups separation = (Separation.OfGroups) found.separation();
            assertEquals(auroc, separation.auroc(), 0.03);
            assertEquals(accuracy, separation.accuracy(), 0.03);
            assertEquals(ROWS / 4, separation.rows(), 1);
        }
    }

    /** With 40 latents and 60 rows any direction of means separates its own rows, but none separates others. */
    @Test
    void anAttributeThatIsNotThereDoesNotSeparateWhatWasHeldOut() {
        double sum = 0;
        for (int seed = 0; seed < 40; seed++) {
            boolean[] has = new boolean[60];
            for (int i = 0; i < 60; i += 2) {
                has[i] = true;
            }
            Direction found = Direction.ofGroups("nothing", normals(60, 40, 100 + seed), has, Method.MEAN, seed);
            sum += ((Separation.OfGroups) found.separation()).auroc() / 40;
        }
        assertEquals(0.5, sum, 0.06);
    }

    /** z_1 = y + noise, z_2 = 0.8 z_1 + noise: given z_1, z_2 has no more information about y. */
    @Test
    void aProbeLeavesOutWhatOnlyGoesAlong() {
        float[][] z = moved(2, 0);
        for (float[] row : z) {
            row[1] = 0.8f * row[0] + 0.5f * row[1];
        }
        Direction mean = Direction.ofGroups("moved", z, HAS, Method.MEAN, 1);
        Direction probe = Direction.ofGroups("moved", z, HAS, Method.PROBE, 1);
        assertTrue(mean.cosine(known(1, 0.8)) > 0.999, mean.toString());
        assertTrue(probe.cosine(known(1, 0)) > 0.995, probe.toString());
    }

    @Test
    void latentsThatHardlyVaryDoNotLead() {
        float[][] z = moved(2, 0, 0, 0, 0, 0, 0, 0);
        float[] values = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = z[i][0];
            for (int j = 1; j < 8; j++) {
                z[i][j] *= 1e-3f;
            }
        }
        Direction groups = Direction.ofGroups("moved", z, HAS, Method.PROBE, 1);
        assertTrue(groups.cosine(known(1, 0, 0, 0, 0, 0, 0, 0)) > 0.99999, groups.toString());
        Direction factor = Direction.ofFactor("z0", z, values, Method.PROBE, 1);
        assertTrue(factor.cosine(known(1, 0, 0, 0, 0, 0, 0, 0)) > 0.99999, factor.toString());
    }

    /** y = w z + e with z normal: {@code cov(z, y) / sd(y) = w / sqrt(w^2 + var e)}, and R^2 = w^2 / (w^2 + var e). */
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"MEAN", "PROBE"})
    void theWayThatAFactorGrowsIsFoundWithItsLength(Method method) {
        double[] w = {3, 0, -4};
        float[][] all = normals(ROWS, 4, 2);
        float[][] z = new float[ROWS][];
        float[] y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            z[i] = Arrays.copyOf(all[i], 3);
            y[i] = 3 * z[i][0] - 4 * z[i][2] + 5 * all[i][3] + 70;
        }
        Direction found = Direction.ofFactor("y", z, y, method, 1);
        assertTrue(found.cosine(known(w)) > 0.998, found.toString());
        assertEquals(Math.sqrt(0.5), length(found), 0.03);
        Separation.OfFactor separation = (Separation.OfFactor) found.separation();
        assertEquals(0.5, separation.rSquared(), 0.04);
        assertEquals(ROWS / 4, separation.rows());
    }

    /** For a factor of 0 and 1 the direction is the difference of means times the standard deviation of the factor. */
    @Test
    void aFactorOfTwoValuesIsAnAttribute() {
        float[] y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            y[i] = HAS[i] ? 1 : 0;
        }
        float[][] z = moved(1, 2, 3);
        Direction groups = Direction.ofGroups("moved", z, HAS, Method.MEAN, 1);
        Direction factor = Direction.ofFactor("moved", z, y, Method.MEAN, 1);
        assertTrue(groups.cosine(factor) > 0.9999);
        assertEquals(Math.sqrt(2 / 9.0), length(factor) / length(groups), 0.02);
    }

    @Test
    void pairsThatDifferByAVectorHaveThatVector() {
        float[][] before = normals(100, 3, 3);
        float[][] after = new float[100][];
        for (int i = 0; i < 100; i++) {
            after[i] = new float[] {before[i][0] + 9, before[i][1] - 12, before[i][2]};
        }
        Direction found = Direction.ofPairs("moved", before, after, 1);
        assertArrayEquals(
                new double[] {9, -12, 0},
                found.vector().stream().mapToDouble(v -> v).toArray(),
                1e-6);
        assertEquals(new Separation.OfGroups(50, 1, 1), found.separation());
        assertEquals(Method.PAIRS, found.method());
    }

    @Test
    void aLatentIsMovedByStrengthTimesTheVector() {
        float[][] moved = known(2, -1).along(new float[] {10, 20}, -1, 0, 0.5);
        assertArrayEquals(new float[][] {{8, 21}, {10, 20}, {11, 19.5f}}, moved);
    }

    @Test
    void theSeedSaysWhatIsHeldOutAndNothingElse() {
        float[][] z = moved(1, 0);
        Direction one = Direction.ofGroups("a", z, HAS, Method.PROBE, 1);
        assertEquals(one, Direction.ofGroups("a", z, HAS, Method.PROBE, 1));
        Direction two = Direction.ofGroups("a", z, HAS, Method.PROBE, 2);
        assertTrue(!one.vector().equals(two.vector()) && one.cosine(two) > 0.99, two.toString());
    }

    @Test
    void aFileBringsTheSameBack(@TempDir Path folder) {
        Vae vae = Tiny.model(Tiny.dense(), 1);
        float[][] z = moved(1.5, 0.1);
        for (Direction direction : List.of(
                Direction.ofGroups("label 7", z, HAS, Method.PROBE, 1),
                Direction.ofFactor("angle", z, firsts(z), Method.MEAN, 1),
                Direction.ofPairs("glasses", z, moved(3, 0), 1).of(vae))) {
            Path file = folder.resolve("direction.json");
            direction.save(file);
            assertEquals(direction, Direction.load(file));
        }
    }

    private static float[] firsts(float[][] z) {
        float[] values = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            values[i] = z[i][0];
        }
        return values;
    }

    @Test
    void aDirectionKnowsItsModel() {
        Vae vae = Tiny.model(Tiny.dense(), 1);
        Direction direction = known(1, 2);
        assertNull(direction.weightsDigest());
        direction.requireFits(vae);
        direction.of(vae).requireFits(vae);
        Direction bound = direction.of(vae);
        Failures.refused(() -> bound.requireFits(Tiny.model(Tiny.dense(), 2)), "known was found in", "another model");
        Failures.refused(() -> known(1, 2, 3).requireFits(vae), "has 3 latents; this model has 2");
    }

    static Stream<Arguments> wrong() {
        float[][] z = normals(12, 2, 1);
        boolean[] has = {true, true, true, true, true, true, false, false, false, false, false, false};
        boolean[] one = {true, false, false, false, false, false, false, false, false, false, false, false};
        float[] same = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
        float[] nan = {1, 2, 3, 4, Float.NaN, 6, 7, 8, 9, 10, 11, 12};
        return Stream.of(
                wrong("a: 11 values for 12", () -> Direction.ofGroups("a", z, new boolean[11], Method.MEAN, 1)),
                wrong("1 rows have it and 11 do not", () -> Direction.ofGroups("a", z, one, Method.MEAN, 1)),
                wrong(
                        "0 rows have it and 12 do not",
                        () -> Direction.ofGroups("a", z, new boolean[12], Method.PROBE, 1)),
                wrong("makes no difference", () -> Direction.ofGroups("a", new float[12][2], has, Method.MEAN, 1)),
                wrong("makes no difference", () -> Direction.ofGroups("a", new float[12][2], has, Method.PROBE, 1)),
                wrong("latents: there are no rows", () -> Direction.ofGroups("a", new float[0][], has, Method.MEAN, 1)),
                wrong("the same in all rows", () -> Direction.ofFactor("f", z, same, Method.MEAN, 1)),
                wrong("feature 4", () -> Direction.ofFactor("f", z, nan, Method.PROBE, 1)),
                wrong("f: 11 values for 12", () -> Direction.ofFactor("f", z, new float[11], Method.MEAN, 1)),
                wrong(
                        "f: 3 rows; finding and measuring a direction needs at least 8",
                        () -> Direction.ofFactor("f", normals(3, 2, 1), new float[] {1, 2, 3}, Method.MEAN, 1)),
                wrong("12 latents before and 5 after", () -> Direction.ofPairs("p", z, normals(5, 2, 1), 1)),
                wrong(
                        "1 latents before and 1 after",
                        () -> Direction.ofPairs("p", normals(1, 2, 1), normals(1, 2, 2), 1)),
                wrong("a latent of 2 numbers and one of 3", () -> Direction.ofPairs("p", z, normals(12, 3, 1), 1)),
                wrong("makes no difference", () -> Direction.ofPairs("p", z, z, 1)),
                wrong(
                        "a latent of 3 numbers; the direction of known has 2",
                        () -> known(1, 2).along(new float[3], 1)),
                wrong("directions of 2 and 1 latents", () -> known(1, 2).cosine(known(1))));
    }

    private static Arguments wrong(String says, Executable action) {
        return Arguments.of(says, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatHasNoDirectionIsRefused(String says, Executable action) {
        Failures.refused(action, says);
    }

    @Test
    void pairsHaveNoLabels() {
        Failures.rejected(
                () -> Direction.ofGroups("a", normals(12, 2, 1), new boolean[12], Method.PAIRS, 1), "mean or probe");
        Failures.rejected(() -> Direction.ofFactor("a", normals(12, 2, 1), new float[12], null, 1), "mean or probe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"mean\"'      | '\"meen\"'      | must be one of [mean, probe, pairs]",
                "1.0             | '\"one\"'       | must be a number",
                "1.0             | null            | vector[0]: must be a number",
                "'\"groups\"'    | '\"grops\"'     | type \"grops\" is not known; known are [factor, groups]",
                "'\"vector\"'    | '\"vektor\"'    | vector: needs a number for each latent",
                "'\"known\"'     | '\" \"'         | attribute: is missing",
                "'{'             | '['             | direction.json: must be an object",
            })
    void aFileThatIsNotRightIsRefusedByField(String from, String to, String says, @TempDir Path folder)
            throws IOException {
        Direction direction =
                new Direction("known", Method.MEAN, List.of(1.0, 2.0), new Separation.OfGroups(4, 0.5, 0.5), null);
        String json = direction.toJson();
        assertTrue(json.contains(from), json);
        Path file = folder.resolve("direction.json");
        Files.writeString(file, json.replaceFirst(Pattern.quote(from), to));
        Failures.refused(() -> Direction.load(file), file.toString(), says);
    }

    @Test
    void aFileThatIsNotThereIsRefused(@TempDir Path folder) {
        Failures.refused(() -> Direction.load(folder.resolve("none.json")), "there is no such file");
    }
}
