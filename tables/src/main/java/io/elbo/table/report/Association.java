package io.elbo.table.report;

/**
 * Measures of association of two columns over the rows that have both. NaN for fewer than two rows or a constant column.
 */
public final class Association {
    private Association() {}

    /** Returns Pearson's correlation of numbers, -1 to 1. */
    public static double correlation(double[] a, double[] b) {
        double n = 0;
        double meanA = 0;
        double meanB = 0;
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                n++;
                double fromA = a[i] - meanA;
                double fromB = b[i] - meanB;
                meanA += fromA / n;
                meanB += fromB / n;
                varianceA += fromA * (a[i] - meanA);
                varianceB += fromB * (b[i] - meanB);
                covariance += fromA * (b[i] - meanB);
            }
        }
        return n < 2 || varianceA == 0 || varianceB == 0
                ? Double.NaN
                : Math.max(-1, Math.min(1, covariance / (Math.sqrt(varianceA) * Math.sqrt(varianceB))));
    }

    /** Returns Cramer's V of levels: {@code sqrt(chi^2 / (n (min(rows, columns) - 1)))} of their contingency table, 0 to 1. */
    public static double cramersV(double[] a, double[] b, int levelsA, int levelsB) {
        double[][] counts = new double[levelsA][levelsB];
        double[] sumA = new double[levelsA];
        double[] sumB = new double[levelsB];
        double n = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                counts[(int) a[i]][(int) b[i]]++;
                sumA[(int) a[i]]++;
                sumB[(int) b[i]]++;
                n++;
            }
        }
        int least = Math.min(used(sumA), used(sumB));
        if (least < 2) {
            return Double.NaN;
        }
        double chi = 0;
        for (int i = 0; i < levelsA; i++) {
            for (int j = 0; j < levelsB; j++) {
                double expected = sumA[i] * sumB[j] / n;
                if (expected > 0) {
                    chi += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
                }
            }
        }
        return Math.sqrt(Math.min(1, chi / n / (least - 1)));
    }

    private static int used(double[] sums) {
        int used = 0;
        for (double sum : sums) {
            used += sum > 0 ? 1 : 0;
        }
        return used;
    }

    /** Returns the correlation ratio of a number given levels: the root of the share of variance between levels, 0 to 1. */
    public static double correlationRatio(double[] levels, double[] numbers, int count) {
        double[] sums = new double[count];
        double[] n = new double[count];
        double all = 0;
        double mean = 0;
        double variance = 0;
        for (int i = 0; i < levels.length; i++) {
            if (!Double.isNaN(levels[i]) && !Double.isNaN(numbers[i])) {
                sums[(int) levels[i]] += numbers[i];
                n[(int) levels[i]]++;
                all++;
                double from = numbers[i] - mean;
                mean += from / all;
                variance += from * (numbers[i] - mean);
            }
        }
        if (variance == 0 || used(n) < 2) {
            return Double.NaN;
        }
        double between = 0;
        for (int level = 0; level < count; level++) {
            if (n[level] > 0) {
                between += n[level] * (sums[level] / n[level] - mean) * (sums[level] / n[level] - mean);
            }
        }
        return Math.sqrt(Math.min(1, between / variance));
    }
}
