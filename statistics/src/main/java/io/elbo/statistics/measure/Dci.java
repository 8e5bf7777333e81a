package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import io.elbo.math.CounterRandom;
import io.elbo.parallel.Threads;
import java.util.Arrays;

/**
 * Disentanglement, completeness and informativeness of Eastwood and Williams (2018). For each factor, trees predict it from all
 * latent variables. The importance R is the fraction that each latent variable contributes to the gain of their splits.
 *
 * @param disentanglement {@code sum_j r_j (1 - H(R_j / sum R_j) / ln K)}: 1 if each latent variable matters to only one factor;
 *     r_j is its fraction of all importance, K the number of factors
 * @param completeness the same across latent variables: 1 if each factor needs only one of them
 * @param informativeness how well factors are predicted on held-out rows, the mean over factors: the accuracy for a discrete
 *     factor, the fraction of variance explained (at least 0) for a continuous one
 * @param importance R, {@code [latents][factors]}; each column sums to 1, or is 0 if no latent variable predicts the factor
 */
public record Dci(double disentanglement, double completeness, double informativeness, double[][] importance) {
    private static final int FEWEST_ROWS = 4;

    /**
     * Fits gradient-boosted trees (100 stages of depth 3 at rate 0.1, as in Locatello et al. 2019; with squared error for factors
     * of more than 20 different values, log loss for others) to a random half of the rows, and tests them on the other half. It
     * takes seconds for 10,000 rows of ten latent variables.
     *
     * @param latents {@code [rows][latents]}, means of q(z|x), at least 4 rows
     * @param factors {@code [rows][factors]}, none of them constant
     * @param seed of the halves
     */
    public static Dci of(float[][] latents, float[][] factors, long seed) {
        MeasureArguments.together("latents", latents, "factors", factors);
        if (latents.length < FEWEST_ROWS) {
            throw new DataException(latents.length + " rows of latents and factors; at least " + FEWEST_ROWS
                    + " are needed, half of them for training");
        }
        ClassColumn[] classes = ClassColumn.factors(factors);
        int[] order = CounterRandom.of(seed, "dci").permutation(0, latents.length);
        int[] train = Arrays.copyOf(order, order.length / 2);
        int[] test = Arrays.copyOfRange(order, order.length / 2, order.length);
        SortedColumns rows =
                SortedColumns.of(Arrays.stream(train).mapToObj(i -> latents[i]).toArray(float[][]::new));
        double[][] importance = new double[latents[0].length][classes.length];
        double[] informativeness = new double[classes.length];
        Threads.each(classes.length, k -> {
            BoostedTrees trees;
            if (classes[k].discrete()) {
                int[] known = Arrays.stream(train)
                        .map(i -> classes[k].of()[i])
                        .sorted()
                        .distinct()
                        .toArray();
                int[] labels = Arrays.stream(train)
                        .map(i -> Arrays.binarySearch(known, classes[k].of()[i]))
                        .toArray();
                trees = BoostedTrees.classification(rows, labels, known.length);
                informativeness[k] = accuracy(trees, latents, classes[k].of(), known, test);
            } else {
                double[] target = standardized(ClassColumn.values(factors, k));
                trees = BoostedTrees.regression(
                        rows, Arrays.stream(train).mapToDouble(i -> target[i]).toArray());
                informativeness[k] = explained(trees, latents, target, test);
            }
            double[] shares = trees.importance();
            for (int j = 0; j < shares.length; j++) {
                importance[j][k] = shares[j];
            }
        });
        double mean = Arrays.stream(informativeness).reduce(0, Double::sum) / informativeness.length;
        return new Dci(concentration(importance), concentration(transposed(importance)), mean, importance);
    }

    private static double accuracy(BoostedTrees trees, float[][] latents, int[] classes, int[] known, int[] test) {
        int right = 0;
        for (int i : test) {
            double[] outputs = trees.of(latents[i]);
            int best = 0;
            for (int c = 1; c < outputs.length; c++) {
                best = outputs[c] > outputs[best] ? c : best;
            }
            right += known[best] == classes[i] ? 1 : 0;
        }
        return (double) right / test.length;
    }

    private static double explained(BoostedTrees trees, float[][] latents, double[] target, int[] test) {
        double mean = 0;
        for (int i : test) {
            mean += target[i] / test.length;
        }
        double errors = 0;
        double variance = 0;
        for (int i : test) {
            double error = target[i] - trees.of(latents[i])[0];
            errors += error * error;
            variance += (target[i] - mean) * (target[i] - mean);
        }
        return variance == 0 ? 0 : Math.max(0, 1 - errors / variance);
    }

    /** Scales the values to mean 0 and variance 1. */
    private static double[] standardized(double[] values) {
        int n = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / n;
        }
        double[] standardized = new double[n];
        for (int i = 0; i < n; i++) {
            standardized[i] = (values[i] - mean) / Math.sqrt(variance);
        }
        return standardized;
    }

    /** Returns the mean over rows, weighted by their sums, of {@code 1 - H(row / sum) / ln(columns)}. */
    static double concentration(double[][] importance) {
        double all = 0;
        double sum = 0;
        for (double[] row : importance) {
            double weight = 0;
            for (double one : row) {
                weight += one;
            }
            double entropy = 0;
            for (double one : row) {
                entropy -= one == 0 ? 0 : one / weight * StrictMath.log(one / weight);
            }
            sum += weight * (row.length == 1 ? 1 : 1 - entropy / StrictMath.log(row.length));
            all += weight;
        }
        return all == 0 ? 0 : sum / all;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }
}
