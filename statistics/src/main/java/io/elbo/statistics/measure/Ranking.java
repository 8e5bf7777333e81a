package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures how well scores separate positive rows from negative ones, and computes thresholds for anomalies. Higher scores mean
 * "positive"; equal scores are one step of every curve.
 */
public final class Ranking {
    private Ranking() {}

    /**
     * A point of the receiver operating characteristic.
     *
     * @param threshold rows with at least this score are called positive
     * @param falsePositiveRate the fraction of negative rows that are called positive
     * @param truePositiveRate the fraction of positive rows that are called positive
     */
    public record RocPoint(double threshold, double falsePositiveRate, double truePositiveRate) {}

    /**
     * Returns the probability that a positive row scores higher than a negative one, where ties count half. This is the area
     * under the ROC curve: the Mann-Whitney statistic divided by the number of pairs (Hanley and McNeil 1982).
     *
     * @param positive [scores], some true and some false
     */
    public static double auroc(double[] scores, boolean[] positive) {
        List<Step> steps = steps(scores, positive);
        // integers, so the order of summation does not matter
        long twiceWins = 0;
        for (int i = 1; i < steps.size(); i++) {
            Step before = steps.get(i - 1);
            Step step = steps.get(i);
            twiceWins += (long) (step.negatives - before.negatives) * (step.positives + before.positives);
        }
        Step all = steps.get(steps.size() - 1);
        return (double) twiceWins / (2L * all.positives * all.negatives);
    }

    /**
     * Returns {@code sum (R_i - R_(i-1)) P_i} over the scores in descending order, with recall R and precision P among the rows
     * that score at least as high. This is the area under the precision-recall curve as a step function.
     *
     * @param positive [scores], some true and some false
     */
    public static double averagePrecision(double[] scores, boolean[] positive) {
        List<Step> steps = steps(scores, positive);
        double sum = 0;
        for (int i = 1; i < steps.size(); i++) {
            Step step = steps.get(i);
            int gained = step.positives - steps.get(i - 1).positives;
            sum += gained * ((double) step.positives / (step.positives + step.negatives));
        }
        return sum / steps.get(steps.size() - 1).positives;
    }

    /** Returns the ROC curve from (0, 0), with an infinite threshold, to (1, 1), with one point for each different score. */
    public static List<RocPoint> rocCurve(double[] scores, boolean[] positive) {
        List<Step> steps = steps(scores, positive);
        Step all = steps.get(steps.size() - 1);
        return steps.stream()
                .map(step -> new RocPoint(
                        step.score, (double) step.negatives / all.negatives, (double) step.positives / all.positives))
                .toList();
    }

    /**
     * Returns the threshold above which a new row is an anomaly, from the scores of n ordinary held-out rows: the
     * {@code ceil((n + 1)(1 - rate))}-th smallest. An ordinary row exceeds it with at most the false positive rate, whatever the
     * distribution of scores (split conformal prediction: Vovk et al. 2005; Lei et al. 2018). A row exceeds it exactly if its
     * {@link #pValue} is at most the rate.
     *
     * @param heldOutScores [n]
     * @param falsePositiveRate the false positive rate, above 0, below 1
     * @return infinity, so that no row is an anomaly, if n is less than {@code 1 / rate - 1}
     */
    public static double threshold(double[] heldOutScores, double falsePositiveRate) {
        checkNumbers(heldOutScores);
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw new IllegalArgumentException(
                    "false_positive_rate " + falsePositiveRate + ": must be between 0 and 1");
        }
        // in decimals, as the rate was written: 0.29 * 100 is 29, not 28.999999999999996
        int alarms = BigDecimal.valueOf(falsePositiveRate)
                .multiply(BigDecimal.valueOf(heldOutScores.length + 1L))
                .intValue();
        double[] sorted = heldOutScores.clone();
        Arrays.sort(sorted);
        return alarms == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length - alarms];
    }

    /**
     * Returns {@code (1 + number of held-out scores that are at least as high) / (n + 1)}. For an ordinary row, the probability
     * of a value of at most a is at most a.
     *
     * @param heldOutScores scores of n ordinary held-out rows
     */
    public static double pValue(double[] heldOutScores, double score) {
        checkNumbers(heldOutScores);
        checkNumbers(score);
        long atLeast = Arrays.stream(heldOutScores).filter(s -> s >= score).count();
        return (1.0 + atLeast) / (heldOutScores.length + 1.0);
    }

    /** The numbers of positive and negative rows that score at least this much. */
    private record Step(double score, int positives, int negatives) {}

    /** Returns one step for each different score, descending, after an initial step that no row reaches. */
    private static List<Step> steps(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new DataException(scores.length + " scores for " + positive.length + " labels; each row needs both");
        }
        checkNumbers(scores);
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
        List<Step> steps = new ArrayList<>();
        Step last = new Step(Double.POSITIVE_INFINITY, 0, 0);
        steps.add(last);
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            last = new Step(
                    scores[row], last.positives + (positive[row] ? 1 : 0), last.negatives + (positive[row] ? 0 : 1));
            if (i + 1 == order.length || scores[order[i + 1]] != scores[row]) {
                steps.add(last);
            }
        }
        if (last.positives == 0 || last.negatives == 0) {
            throw new DataException("of " + scores.length + " rows, " + last.positives + " are positive and "
                    + last.negatives + " negative; at least one of each is needed");
        }
        return steps;
    }

    private static void checkNumbers(double... scores) {
        if (scores.length == 0) {
            throw new DataException("there are no scores; at least one is needed");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new DataException("score " + i + " is not a number, so it cannot be ranked");
            }
        }
    }
}
