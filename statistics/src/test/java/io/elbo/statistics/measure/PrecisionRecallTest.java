package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
    /** Compares with reference.py, which sorts whole tables of distances. */
    @Test
    void allFourAgreeWithNumPy() {
        float[][] real = Draws.bell(7, 150, 4);
        float[][] generated = Draws.bell(8, 120, 4);
        for (float[] row : generated) {
            for (int j = 0; j < 4; j++) {
                row[j] = (float) (row[j] * 0.75 + 0.25);
            }
        }
        agrees(
                PrecisionRecall.of(real, generated, 1),
                0.6833333333333333,
                0.5333333333333333,
                1.0083333333333333,
                0.38666666666666666);
        agrees(
                PrecisionRecall.of(real, generated, 3),
                0.975,
                0.7333333333333333,
                1.1027777777777779,
                0.7266666666666667);
        agrees(PrecisionRecall.of(real, generated, 5), 1, 0.8266666666666667, 1.1533333333333333, 0.8666666666666667);
    }

    private static void agrees(
            PrecisionRecall found, double precision, double recall, double density, double coverage) {
        assertEquals(precision, found.precision(), 1e-14);
        assertEquals(recall, found.recall(), 1e-14);
        assertEquals(density, found.density(), 1e-14);
        assertEquals(coverage, found.coverage(), 1e-14);
    }

    @Test
    void aFewPointsAreWorkedOutByHand() {
        // with k = 1, balls 0 +- 1, 1 +- 1, 10 +- 2, 12 +- 2
        float[][] real = {{0}, {1}, {10}, {12}};
        // and 0.5 +- 1, 1.5 +- 1, 14 +- 12.5
        float[][] generated = {{0.5f}, {1.5f}, {14}};
        // on real balls: two, one, one (the surface at 14); real points 0, 1, 10, 12 are all on generated balls
        agrees(PrecisionRecall.of(real, generated, 1), 1, 1, 4.0 / 3, 3.0 / 4);
        // in the other direction: real points in generated balls: one, two, one, one
        agrees(PrecisionRecall.of(generated, real, 1), 1, 1, 5.0 / 4, 1);
    }

    @Test
    void aSetThatStandsOnOnePointIsPreciseButCoversNothing() {
        float[][] real = Draws.bell(33, 200, 2);
        float[][] collapsed = new float[50][];
        for (int i = 0; i < 50; i++) {
            collapsed[i] = new float[] {i * 1e-4f, 0};
        }
        PrecisionRecall found = PrecisionRecall.of(real, collapsed, 3);
        assertEquals(1, found.precision());
        assertEquals(0, found.recall());
        assertEquals(0, found.coverage(), 0.1);
        float[][] far = Draws.bell(34, 50, 2);
        for (float[] row : far) {
            row[0] += 100;
        }
        agrees(PrecisionRecall.of(real, far, 3), 0, 0, 0, 0);
    }

    @Test
    void aSetAgainstItselfIsAtItsBest() {
        float[][] rows = Draws.bell(35, 80, 3);
        // each ball holds its own row and k others
        agrees(PrecisionRecall.of(rows, rows.clone(), 4), 1, 1, 5.0 / 4, 1);
    }

    @Test
    void equalDistributionsHaveADensityAndACoverageNearThoseOfTheory() {
        int n = 1000;
        int k = 5;
        PrecisionRecall found = PrecisionRecall.of(Draws.bell(36, n, 3), Draws.bell(37, n, 3), k);
        // Naeem et al. 2020: E[density] = 1, E[coverage] = 1 - (n - 1) ... (n - k) / ((2 n - 1) ... (2 n - k))
        double missed = 1;
        for (int i = 1; i <= k; i++) {
            missed *= (n - i) / (2.0 * n - i);
        }
        assertEquals(1, found.density(), 0.05);
        assertEquals(1 - missed, found.coverage(), 0.02);
    }

    @Test
    void tooFewRowsForANeighbourhoodAreRefused() {
        float[][] rows = Draws.bell(38, 5, 2);
        Failures.refused(() -> PrecisionRecall.of(rows, rows, 5), "5 real", "5 generated", "at least 6");
        Failures.rejected(() -> PrecisionRecall.of(rows, rows, 0), "neighbours 0");
    }
}
