package io.elbo.table.report;

import io.elbo.statistics.boosting.BoostingOptions;
import io.elbo.statistics.boosting.HistogramBoosting;
import io.elbo.statistics.boosting.HistogramBoosting.Loss;
import io.elbo.statistics.measure.Ranking;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The quality of boosted trees that predict a column of test rows from the others.
 *
 * @param r2 for a number, {@code 1 - sum (y - f)^2 / sum (y - mean)^2}; NaN for levels
 * @param accuracy for levels, the share of correct predictions; NaN for numbers
 * @param f1 for two levels, that of the second; for more, the mean over those that occur; NaN for numbers
 * @param auroc for two levels; for more, the mean of each against the others; NaN for numbers
 */
public record Utility(double r2, double accuracy, double f1, double auroc) {
    private static final BoostingOptions OPTIONS = BoostingOptions.defaults();

    /** @param levels the number of levels of each column; 0 for numbers */
    static Utility of(double[][] train, double[][] test, int target, int[] levels) {
        double[][] learned = with(train, target);
        double[][] tested = with(test, target);
        int[] others = IntStream.range(0, levels.length)
                .filter(c -> c != target)
                .map(c -> levels[c])
                .toArray();
        double[] y = Compared.column(learned, target);
        double[] truth = Compared.column(tested, target);
        double[][] x = without(learned, target);
        double[][] xTest = without(tested, target);
        if (learned.length < 2 || tested.length < 2) {
            return new Utility(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        return levels[target] == 0
                ? number(x, y, xTest, truth, others)
                : level(x, y, xTest, truth, others, levels[target]);
    }

    private static double[][] with(double[][] rows, int column) {
        return Arrays.stream(rows).filter(r -> !Double.isNaN(r[column])).toArray(double[][]::new);
    }

    private static double[][] without(double[][] rows, int column) {
        return Arrays.stream(rows)
                .map(row -> IntStream.range(0, row.length)
                        .filter(c -> c != column)
                        .mapToDouble(c -> row[c])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static Utility number(double[][] x, double[] y, double[][] xTest, double[] truth, int[] levels) {
        double[] f = HistogramBoosting.fit(x, levels, y, Loss.SQUARED, OPTIONS).of(xTest);
        double mean = Arrays.stream(truth).average().orElseThrow();
        double error = 0;
        double all = 0;
        for (int i = 0; i < f.length; i++) {
            error += (truth[i] - f[i]) * (truth[i] - f[i]);
            all += (truth[i] - mean) * (truth[i] - mean);
        }
        return new Utility(1 - error / all, Double.NaN, Double.NaN, Double.NaN);
    }

    private static Utility level(double[][] x, double[] y, double[][] xTest, double[] truth, int[] levels, int count) {
        double[][] f = new double[count][];
        for (int level = 0; level < count; level++) {
            int own = level;
            if (count == 2 && level == 0) {
                continue;
            }
            double[] is = Arrays.stream(y).map(v -> v == own ? 1 : 0).toArray();
            f[level] =
                    HistogramBoosting.fit(x, levels, is, Loss.LOGISTIC, OPTIONS).of(xTest);
        }
        if (count == 2) {
            f[0] = new double[truth.length];
        }
        int[] said = new int[truth.length];
        double right = 0;
        for (int i = 0; i < truth.length; i++) {
            for (int level = 1; level < count; level++) {
                said[i] = f[level][i] > f[said[i]][i] ? level : said[i];
            }
            right += said[i] == truth[i] ? 1 : 0;
        }
        double f1 = 0;
        double auroc = 0;
        int occurring = 0;
        for (int level = count == 2 ? 1 : 0; level < count; level++) {
            boolean[] positive = new boolean[truth.length];
            int positives = 0;
            double both = 0;
            double either = 0;
            for (int i = 0; i < truth.length; i++) {
                positive[i] = truth[i] == level;
                positives += positive[i] ? 1 : 0;
                both += positive[i] && said[i] == level ? 1 : 0;
                either += (positive[i] ? 1 : 0) + (said[i] == level ? 1 : 0);
            }
            if (positives > 0 && positives < truth.length) {
                occurring++;
                f1 += 2 * both / either;
                auroc += Ranking.auroc(f[level], positive);
            }
        }
        return new Utility(Double.NaN, right / truth.length, f1 / occurring, auroc / occurring);
    }
}
