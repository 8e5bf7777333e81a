package io.elbo.statistics.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.statistics.measure.Ranking.RocPoint;
import io.elbo.test.Failures;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final int N = 200;
    private static final boolean[] LABELS = new boolean[N];
    private static final double[] SCORES = new double[N];

    static {
        for (int i = 0; i < N; i++) {
            LABELS[i] = Draws.uniform(3, i) < 0.3;
            SCORES[i] = Math.floor(Draws.uniform(4, i) * 20) + (LABELS[i] ? 3 : 0);
        }
    }

    /** Compares with reference.py, where several rows share most scores. */
    @Test
    void areasAgreeWithScikitLearn() {
        assertEquals(0.640749007936508, Ranking.auroc(SCORES, LABELS), 1e-14);
        assertEquals(0.4791224212723278, Ranking.averagePrecision(SCORES, LABELS), 1e-14);
        List<RocPoint> curve = Ranking.rocCurve(SCORES, LABELS);
        assertEquals(24, curve.size());
        assertEquals(new RocPoint(17, 0.14583333333333334, 0.30357142857142855), curve.get(6));
    }

    /**
     * Descending: + + - (+ -) -. Of the 9 pairs, the first two positives win 3 each and the third 1 and a tie. Precision 1,
     * 1 and 3/5 at the steps of recall.
     */
    @Test
    void aShortListIsWorkedOutByHand() {
        double[] scores = {0.1, 0.4, 0.9, 0.4, 0.5, 0.8};
        boolean[] labels = {false, true, true, false, false, true};
        assertEquals(7.5 / 9, Ranking.auroc(scores, labels));
        assertEquals((1 + 1 + 3.0 / 5) / 3, Ranking.averagePrecision(scores, labels), 1e-15);
        assertEquals(
                List.of(
                        new RocPoint(Double.POSITIVE_INFINITY, 0, 0),
                        new RocPoint(0.9, 0, 1.0 / 3),
                        new RocPoint(0.8, 0, 2.0 / 3),
                        new RocPoint(0.5, 1.0 / 3, 2.0 / 3),
                        new RocPoint(0.4, 2.0 / 3, 1),
                        new RocPoint(0.1, 1, 1)),
                Ranking.rocCurve(scores, labels));
    }

    @Test
    void scoresTurnedAroundRankTheOtherWay() {
        double[] turned = new double[N];
        boolean[] others = new boolean[N];
        for (int i = 0; i < N; i++) {
            turned[i] = -SCORES[i];
            others[i] = !LABELS[i];
        }
        assertEquals(1 - Ranking.auroc(SCORES, LABELS), Ranking.auroc(turned, LABELS), 1e-15);
        assertEquals(1 - Ranking.auroc(SCORES, LABELS), Ranking.auroc(SCORES, others), 1e-15);
        assertEquals(Ranking.auroc(SCORES, LABELS), Ranking.auroc(turned, others), 1e-15);
    }

    @Test
    void theAreaIsThatUnderThePointsOfTheCurve() {
        double area = 0;
        RocPoint before = null;
        for (RocPoint point : Ranking.rocCurve(SCORES, LABELS)) {
            if (before != null) {
                area += (point.falsePositiveRate() - before.falsePositiveRate())
                        * (point.truePositiveRate() + before.truePositiveRate())
                        / 2;
            }
            before = point;
        }
        assertEquals(Ranking.auroc(SCORES, LABELS), area, 1e-14);
    }

    @Test
    void equalScoresTellNothingApart() {
        boolean[] labels = {true, false, false, true, false};
        assertEquals(0.5, Ranking.auroc(new double[5], labels));
        assertEquals(0.4, Ranking.averagePrecision(new double[5], labels));
        // negative zero is zero
        assertEquals(0.5, Ranking.auroc(new double[] {-0.0, 0.0}, new boolean[] {true, false}));
    }

    /** With 19 scores and a rate of 10%, floor(20 * 0.1) = 2 ranks are anomalies: those above the 18th score. */
    @Test
    void theThresholdIsAnOrderStatistic() {
        double[] scores = new double[19];
        for (int i = 0; i < 19; i++) {
            scores[(7 * i) % 19] = i + 1;
        }
        assertEquals(18, Ranking.threshold(scores, 0.1));
        assertEquals(19, Ranking.threshold(scores, 0.05));
        assertEquals(Double.POSITIVE_INFINITY, Ranking.threshold(scores, 0.049));
        assertEquals(1, Ranking.threshold(scores, 0.99));
        assertEquals(2.0 / 20, Ranking.pValue(scores, 18.5));
        assertEquals(3.0 / 20, Ranking.pValue(scores, 18));
        assertEquals(1.0 / 20, Ranking.pValue(scores, 100));
        assertEquals(1, Ranking.pValue(scores, 1));
    }

    /** In exchangeable data each of the n + 1 scores is equally likely to be the new one, so leaving each out in turn is exact. */
    @Test
    void leavingOutEachRowInTurnRaisesNoMoreAlarmsThanTheRate() {
        for (double rate : new double[] {0.01, 0.05, 0.07, 0.1, 0.29, 0.5, 0.95}) {
            for (boolean ties : new boolean[] {false, true}) {
                int n = 100;
                int alarms = 0;
                for (int left = 0; left < n; left++) {
                    double[] others = new double[n - 1];
                    for (int i = 0; i < n - 1; i++) {
                        others[i] = score(i < left ? i : i + 1, ties);
                    }
                    boolean alarm = score(left, ties) > Ranking.threshold(others, rate);
                    boolean surprising = Ranking.pValue(others, score(left, ties)) <= rate;
                    assertEquals(alarm, surprising, "both say the same");
                    alarms += alarm ? 1 : 0;
                }
                assertTrue(alarms <= Math.round(rate * n), rate + ": " + alarms);
                assertTrue(ties || alarms == Math.round(rate * n), rate + " is used up: " + alarms);
            }
        }
    }

    private static double score(int i, boolean ties) {
        return ties ? Math.floor(Draws.uniform(20, i) * 10) : Draws.uniform(20, i);
    }

    @Test
    void whatCannotBeRankedIsRefused() {
        Failures.refused(() -> Ranking.auroc(new double[2], new boolean[3]), "2 scores", "3 labels");
        Failures.refused(() -> Ranking.auroc(new double[2], new boolean[2]), "0 are positive", "2 negative");
        Failures.refused(
                () -> Ranking.averagePrecision(new double[] {1, Double.NaN}, new boolean[] {true, false}), "score 1");
        Failures.refused(() -> Ranking.threshold(new double[0], 0.1), "no scores");
        Failures.rejected(() -> Ranking.threshold(new double[1], 1), "1.0", "between 0 and 1");
        Failures.rejected(() -> Ranking.threshold(new double[1], 0), "0.0", "between 0 and 1");
    }
}
