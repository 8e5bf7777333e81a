package io.elbo.table.report;

import java.util.Arrays;

/** Distances between two samples of a column. Missing values (NaN) are ignored. */
public final class Distances {
    private Distances() {}

    /** Returns the greatest difference of the two distribution functions (Kolmogorov-Smirnov), 0 to 1; NaN if a sample is empty. */
    public static double kolmogorovSmirnov(double[] a, double[] b) {
        double[] x = sorted(a);
        double[] y = sorted(b);
        if (x.length == 0 || y.length == 0) {
            return Double.NaN;
        }
        double most = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double value = Math.min(x[i], y[j]);
            while (i < x.length && x[i] <= value) {
                i++;
            }
            while (j < y.length && y[j] <= value) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / x.length - (double) j / y.length));
        }
        return most;
    }

    private static double[] sorted(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    /** Returns {@code 1/2 sum |p_l - q_l|} of the shares of levels, 0 to 1; NaN if a sample is empty. */
    public static double totalVariation(double[] a, double[] b, int levels) {
        double[] p = shares(a, levels);
        double[] q = shares(b, levels);
        double sum = 0;
        for (int level = 0; level < levels; level++) {
            sum += Math.abs(p[level] - q[level]) / 2;
        }
        return sum;
    }

    /** Returns the share of each level; NaN if there are no values. */
    static double[] shares(double[] values, int levels) {
        double[] shares = new double[levels];
        double count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                shares[(int) value]++;
                count++;
            }
        }
        for (int level = 0; level < levels; level++) {
            shares[level] /= count;
        }
        return shares;
    }

    static double missing(double[] values) {
        return (double) Arrays.stream(values).filter(Double::isNaN).count() / values.length;
    }
}
