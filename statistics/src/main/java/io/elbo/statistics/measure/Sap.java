package io.elbo.statistics.measure;

import io.elbo.parallel.Threads;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The separated attribute predictability of Kumar, Sattigeri and Balakrishnan (2018).
 *
 * @param score the mean over factors of the difference of the two greatest scores of the factor: near 1 if only one latent
 *     variable predicts it, 0 if two predict it equally well or none does
 * @param gaps {@code [factors]}: the same for each factor
 * @param scores {@code [latents][factors]}: how well a factor is predicted from one latent variable alone
 */
public record Sap(double score, double[] gaps, double[][] scores) {
    /**
     * Scores each factor. A factor of more than 20 different values is scored by the fraction of its variance that a line
     * explains, {@code cov(z, v)^2 / (var(z) var(v))}. Any other factor, with C values, is scored by the balanced accuracy (the
     * mean accuracy over classes) of the best at most C - 1 thresholds on the latent variable. This is the exact optimum over all
     * thresholds and all labels of the intervals between them. A latent variable that does not vary scores 0 or 1/C.
     *
     * @param latents {@code [rows][latents]}, means of q(z|x)
     * @param factors {@code [rows][factors]}, none of them constant
     */
    public static Sap of(float[][] latents, float[][] factors) {
        MeasureArguments.together("latents", latents, "factors", factors);
        ClassColumn[] classes = ClassColumn.factors(factors);
        int width = latents[0].length;
        double[][] scores = new double[width][classes.length];
        Threads.each(width, j -> {
            double[] z = ClassColumn.values(latents, j);
            int[] order = order(z);
            for (int k = 0; k < classes.length; k++) {
                scores[j][k] = classes[k].discrete()
                        ? balancedAccuracy(z, order, classes[k])
                        : squaredCorrelation(z, ClassColumn.values(factors, k));
            }
        });
        double[] gaps = new double[classes.length];
        for (int k = 0; k < gaps.length; k++) {
            gaps[k] = Gap.ofTopTwo(scores, k, classes[k].discrete() ? 1.0 / classes[k].count() : 0);
        }
        return new Sap(Arrays.stream(gaps).reduce(0, Double::sum) / gaps.length, gaps, scores);
    }

    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /**
     * Computes the optimum by dynamic programming along the latent variable. {@code best[s][c]} is the greatest accuracy so far
     * with s thresholds passed and the current interval labelled c.
     */
    private static double balancedAccuracy(double[] z, int[] order, ClassColumn classes) {
        int count = classes.count();
        double[] weight = new double[count];
        double[] shares = classes.shares();
        for (int c = 0; c < count; c++) {
            weight[c] = 1 / (shares[c] * z.length * count);
        }
        double[][] best = new double[count][count];
        double[] gain = new double[count];
        for (int from = 0; from < order.length; ) {
            // a threshold cannot separate equal values
            Arrays.fill(gain, 0);
            int to = from;
            for (; to < order.length && z[order[to]] == z[order[from]]; to++) {
                int c = classes.of()[order[to]];
                gain[c] += weight[c];
            }
            for (int s = count - 1; s >= 0; s--) {
                double turned = s == 0 ? 0 : greatest(best[s - 1]);
                for (int c = 0; c < count; c++) {
                    best[s][c] = Math.max(best[s][c], turned) + gain[c];
                }
            }
            from = to;
        }
        double share = 0;
        for (double[] named : best) {
            share = Math.max(share, greatest(named));
        }
        return share;
    }

    private static double greatest(double[] values) {
        double greatest = values[0];
        for (double value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    private static double squaredCorrelation(double[] z, double[] v) {
        double meanZ = mean(z);
        double meanV = mean(v);
        double covariance = 0;
        double varianceZ = 0;
        double varianceV = 0;
        for (int i = 0; i < z.length; i++) {
            covariance += (z[i] - meanZ) * (v[i] - meanV);
            varianceZ += (z[i] - meanZ) * (z[i] - meanZ);
            varianceV += (v[i] - meanV) * (v[i] - meanV);
        }
        return varianceZ == 0 ? 0 : covariance * covariance / (varianceZ * varianceV);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
