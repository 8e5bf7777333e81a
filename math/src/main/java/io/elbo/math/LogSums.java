package io.elbo.math;

import io.elbo.math.elementary.Scalar;

/** Sums of numbers that are given as logarithms, because the numbers may overflow or underflow a double. */
public final class LogSums {
    private LogSums() {}

    /** Returns {@code ln sum_i e^x_i}, or negative infinity if every x is. */
    public static double logSum(double[] x) {
        double highest = highest(x);
        return highest + StrictMath.log(scaled(x, highest));
    }

    /** Returns {@code ln 1/n sum_i e^x_i}. */
    public static double logMean(double[] x) {
        double highest = highest(x);
        return highest + StrictMath.log(scaled(x, highest) / x.length);
    }

    /** Returns {@code e^x_i / sum_j e^x_j}. */
    public static double[] normalized(double[] x) {
        double highest = highest(x);
        double[] p = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            p[i] = StrictMath.exp(x[i] - highest);
            sum += p[i];
        }
        for (int i = 0; i < x.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /**
     * Returns the same for n floats that start at index {@code at}. The exponentials are those of single precision, exact to 1e-7 as the
     * numbers themselves.
     */
    public static double[] normalized(float[] x, int at, int n) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + n; i++) {
            highest = Math.max(highest, x[i]);
        }
        highest = highest == Float.NEGATIVE_INFINITY ? 0 : highest;
        double[] p = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            p[i] = Scalar.exp(x[at + i] - highest);
            sum += p[i];
        }
        for (int i = 0; i < n; i++) {
            p[i] /= sum;
        }
        return p;
    }

    private static double highest(double[] x) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            highest = Math.max(highest, value);
        }
        // if every x is negative infinity, x minus the highest would be NaN
        return highest == Double.NEGATIVE_INFINITY ? 0 : highest;
    }

    private static double scaled(double[] x, double highest) {
        double sum = 0;
        for (double value : x) {
            sum += StrictMath.exp(value - highest);
        }
        return sum;
    }
}
