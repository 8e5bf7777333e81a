package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.test.Failures;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DisentanglementTest {
    private static final int N = 400;
    /** Factors of 3, 4 and 5 values and a continuous one. */
    private static final float[][] FACTORS = factors();

    private static float[][] factors() {
        float[][] factors = new float[N][4];
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < 3; k++) {
                factors[i][k] = (float) Math.floor(Draws.uniform(40 + k, i) * (3 + k));
            }
            factors[i][3] = (float) Draws.uniform(43, i);
        }
        return factors;
    }

    @Test
    void aPermutedCopyOfTheFactorsIsDisentangled() {
        float[][] latents = new float[N][4];
        for (int i = 0; i < N; i++) {
            latents[i] = new float[] {-2 * FACTORS[i][3], FACTORS[i][0], 5 - FACTORS[i][2], 0.01f * FACTORS[i][1]};
        }
        Disentanglement found = Disentanglement.of(latents, FACTORS, 1);
        for (int k = 0; k < 4; k++) {
            // counts in tables of up to 20 x 5 give independent columns some information
            assertEquals(1, found.mig().gaps()[k], 0.1);
        }
        assertTrue(found.mig().score() > 0.95, "" + found.mig());
        // chance is 1/3, 1/4 and 1/5, or R^2 = 0
        double[] ahead = {2 / 3.0, 3 / 4.0, 4 / 5.0, 1};
        for (int k = 0; k < 4; k++) {
            assertEquals(ahead[k], found.sap().gaps()[k], 0.1);
        }
        assertTrue(found.dci().disentanglement() > 0.99, "" + found.dci());
        assertTrue(found.dci().completeness() > 0.99, "" + found.dci());
        assertTrue(found.dci().informativeness() > 0.999, "" + found.dci());
        assertEquals(1, found.factorVae().score());
    }

    @Test
    void noiseIsNot() {
        Disentanglement found = Disentanglement.of(Draws.bell(45, N, 4), FACTORS, 1);
        assertEquals(0, found.mig().score(), 0.03);
        assertEquals(0, found.sap().score(), 0.03);
        assertTrue(found.dci().disentanglement() < 0.03, "" + found.dci());
        assertTrue(found.dci().completeness() < 0.03, "" + found.dci());
        double chance = (1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 0) / 4;
        assertEquals(chance, found.dci().informativeness(), 0.03);
        // four factors; which latent variable varies least is random
        assertEquals(0.25, found.factorVae().score(), 0.1);
    }

    /** Two factors in two latent variables, rotated by 45 degrees. Each latent variable depends on both factors. */
    @Test
    void turnedFactorsAreThereButEntangled() {
        float[][] factors = new float[N][2];
        float[][] latents = new float[N][2];
        for (int i = 0; i < N; i++) {
            factors[i] = new float[] {(float) Draws.uniform(50, i), (float) Draws.uniform(51, i)};
            latents[i] = new float[] {factors[i][0] + factors[i][1], factors[i][0] - factors[i][1]};
        }
        Disentanglement found = Disentanglement.of(latents, factors, 1);
        assertEquals(0, found.mig().score(), 0.05);
        assertEquals(0, found.sap().score(), 0.1);
        assertEquals(0, found.dci().disentanglement(), 0.05);
        assertEquals(0, found.dci().completeness(), 0.05);
        assertTrue(found.dci().informativeness() > 0.95, "" + found.dci());
        // half of the variance of each latent variable is the other factor's
        assertEquals(0.5, found.sap().scores()[0][0], 0.05);
        assertEquals(0.5, found.factorVae().score(), 0.15);
    }

    @Test
    void theScaleOfLatentsDoesNotMatter() {
        Disentanglement one = Disentanglement.of(entangled(1, 1, 1), FACTORS, 1);
        Disentanglement two = Disentanglement.of(entangled(0.125f, 4, -1), FACTORS, 1);
        assertEquals(one.mig().score(), two.mig().score(), 1e-13);
        assertEquals(one.sap().score(), two.sap().score(), 1e-13);
        assertEquals(one.factorVae().score(), two.factorVae().score());
        assertEquals(one.dci().informativeness(), two.dci().informativeness(), 0.01);
        assertArrayEquals(one.dci().importance()[0], two.dci().importance()[0], 0.01);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOtherHalves() {
        float[][] latents = entangled(1, 1, 1);
        Dci one = Dci.of(latents, FACTORS, 1);
        assertEquals(one.disentanglement(), Dci.of(latents, FACTORS, 1).disentanglement());
        assertTrue(one.disentanglement() != Dci.of(latents, FACTORS, 2).disentanglement());
        FactorVaeScore votes = FactorVaeScore.of(latents, FACTORS, 1);
        assertArrayEquals(votes.votes(), FactorVaeScore.of(latents, FACTORS, 1).votes());
        int sum = 0;
        for (int[] latent : votes.votes()) {
            for (int count : latent) {
                sum += count;
            }
        }
        assertEquals(10_000, sum);
    }

    private static float[][] entangled(float... scale) {
        float[][] latents = Draws.bell(46, N, 3);
        for (int i = 0; i < N; i++) {
            latents[i][0] += FACTORS[i][0] + FACTORS[i][1];
            latents[i][1] += 3 * FACTORS[i][3];
            for (int j = 0; j < 3; j++) {
                latents[i][j] *= scale[j];
            }
        }
        return latents;
    }

    /** Compares with reference.py: numpy.histogram's bins, scikit-learn's mutual_info_score. */
    @Test
    void mutualInformationAgreesWithScikitLearn() {
        float[][] latents = Draws.bell(9, 500, 3);
        float[][] factor = new float[500][1];
        for (int i = 0; i < 500; i++) {
            double v = Math.floor(Draws.uniform(10, i) * 4);
            factor[i][0] = (float) v;
            latents[i][1] = (float) (latents[i][1] + v);
            latents[i][2] = (float) (latents[i][2] + v / 2);
        }
        Mig mig = Mig.of(latents, factor);
        double[] expected = {0.05749245461220997, 0.4917039899655413, 0.18717668718588307};
        for (int j = 0; j < 3; j++) {
            assertEquals(expected[j], mig.information()[j][0], 1e-13);
        }
        assertEquals(0.21983250725141054, mig.score(), 1e-13);
    }

    @Test
    void aColumnOfMoreThanTwentyValuesIsCutIntoTwentyBins() {
        float[][] few = new float[40][1];
        float[][] many = new float[42][1];
        for (int i = 0; i < 42; i++) {
            many[i][0] = i % 21;
            if (i < 40) {
                few[i][0] = 100 - (i % 20) * (i % 20);
            }
        }
        ClassColumn discrete = ClassColumn.column(few, 0);
        assertTrue(discrete.discrete());
        assertEquals(20, discrete.count());
        assertEquals(19, discrete.of()[0]); // the greatest value
        assertEquals(18, discrete.of()[21]);
        ClassColumn bins = ClassColumn.column(many, 0);
        assertTrue(!bins.discrete());
        assertArrayEquals(IntStream.range(0, 42).map(i -> Math.min(19, i % 21)).toArray(), bins.of());
    }

    /** Tries all thresholds and all labels of the intervals between them. */
    @Test
    void theBestThresholdsAreThoseThatTryingAllFinds() {
        for (int trial = 0; trial < 60; trial++) {
            int n = 9;
            int count = 2 + trial % 3;
            boolean coarse = trial % 2 == 0; // equal values, which no threshold separates
            float[][] latents = new float[n][1];
            float[][] factor = new float[n][1];
            for (int i = 0; i < n; i++) {
                double u = Draws.uniform(60 + trial, i);
                latents[i][0] = (float) (coarse ? Math.floor(u * 6) : u);
                factor[i][0] = i < count ? i : (float) Math.floor(Draws.uniform(160 + trial, i) * count);
            }
            double[] sorted = IntStream.range(0, n)
                    .mapToDouble(i -> latents[i][0])
                    .sorted()
                    .distinct()
                    .toArray();
            double best = 0;
            for (int cuts = 0; cuts < 1 << sorted.length - 1; cuts++) {
                if (Integer.bitCount(cuts) < count) {
                    best = Math.max(best, bestNaming(latents, factor, sorted, cuts, count));
                }
            }
            assertEquals(best, Sap.of(latents, factor).scores()[0][0], 1e-14);
        }
    }

    private static double bestNaming(float[][] latents, float[][] factor, double[] sorted, int cuts, int count) {
        double[] size = new double[count];
        double[][] inside = new double[sorted.length][count];
        for (int i = 0; i < latents.length; i++) {
            int place = java.util.Arrays.binarySearch(sorted, latents[i][0]);
            int interval = Integer.bitCount(cuts & (1 << place) - 1);
            inside[interval][(int) factor[i][0]]++;
            size[(int) factor[i][0]]++;
        }
        double sum = 0;
        for (double[] interval : inside) {
            double greatest = 0;
            for (int c = 0; c < count; c++) {
                greatest = Math.max(greatest, interval[c] / size[c]);
            }
            sum += greatest;
        }
        return sum / count;
    }

    /** Compares with reference.py, which uses scipy.stats.entropy, and tests the ends of the scale. */
    @Test
    void importanceBecomesScoresAsDefined() {
        double[][] importance = {{0.7, 0.1, 0}, {0.1, 0.8, 0.5}, {0.1, 0.1, 0.5}, {0.1, 0, 0}};
        double[][] transposed = new double[3][4];
        for (int j = 0; j < 4; j++) {
            for (int k = 0; k < 3; k++) {
                transposed[k][j] = importance[j][k];
            }
        }
        assertEquals(0.3673102056306319, Dci.concentration(importance), 1e-14);
        assertEquals(0.45354870927759966, Dci.concentration(transposed), 1e-14);
        assertEquals(1, Dci.concentration(new double[][] {{0, 1}, {1, 0}, {0, 0}}));
        assertEquals(0, Dci.concentration(new double[][] {{0.5, 0.5}, {0.5, 0.5}}), 1e-15);
        assertEquals(0, Dci.concentration(new double[2][2]));
        assertEquals(1, Dci.concentration(new double[][] {{0.3}, {0.7}}));
    }

    @Test
    void aLatentThatStandsStillKnowsNothingAndHasNoVote() {
        float[][] latents = new float[N][3];
        for (int i = 0; i < N; i++) {
            latents[i] = new float[] {0.1f, FACTORS[i][0], FACTORS[i][1]};
        }
        float[][] two = IntStream.range(0, N)
                .mapToObj(i -> new float[] {FACTORS[i][0], FACTORS[i][1]})
                .toArray(float[][]::new);
        Disentanglement found = Disentanglement.of(latents, two, 3);
        assertEquals(0, found.mig().information()[0][0], 1e-15);
        assertEquals(1 / 3.0, found.sap().scores()[0][0], 1e-14);
        assertEquals(1, found.dci().disentanglement(), 1e-3);
        assertEquals(1, found.factorVae().score());
        assertArrayEquals(new int[2], found.factorVae().votes()[0]);
        Disentanglement none = Disentanglement.of(new float[N][1], two, 3);
        assertEquals(0, none.mig().score(), 1e-15);
        assertEquals(0, none.sap().score(), 1e-14);
        assertEquals(0, none.dci().disentanglement());
        assertEquals(0, none.factorVae().score());
    }

    @Test
    void whatSaysNothingAboutFactorsIsRefused() {
        float[][] latents = Draws.bell(70, 10, 2);
        Failures.refused(() -> Mig.of(latents, new float[10][1]), "factor 0", "0.0 in all rows");
        Failures.refused(() -> Sap.of(latents, new float[9][1]), "10 rows of latents", "9 of factors");
        Failures.refused(() -> Dci.of(Draws.bell(71, 3, 2), Draws.bell(72, 3, 1), 1), "3 rows", "at least 4");
        Failures.refused(() -> FactorVaeScore.of(latents, Draws.bell(73, 10, 1), 1), "factor 0", "no two rows");
        Failures.refused(() -> Mig.of(new float[][] {{Float.NaN}}, new float[][] {{1}}), "latents", "NaN");
    }
}
