package io.elbo.math;

/** Sums of products over vectors. Each has one fixed order, which the JIT compiler does not change. */
public final class Vectors {
    private Vectors() {}

    /** Returns {@code a . b}. It uses four partial sums, because additions to a single sum would wait for each other. */
    public static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = a.length & -4;
        for (int j = 0; j < whole; j += 4) {
            s0 += a[j] * b[j];
            s1 += a[j + 1] * b[j + 1];
            s2 += a[j + 2] * b[j + 2];
            s3 += a[j + 3] * b[j + 3];
        }
        for (int j = whole; j < a.length; j++) {
            s0 += a[j] * b[j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Returns {@code a . b}, where b has floats. */
    public static double dot(double[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = a.length & -4;
        for (int j = 0; j < whole; j += 4) {
            s0 += a[j] * b[j];
            s1 += a[j + 1] * b[j + 1];
            s2 += a[j + 2] * b[j + 2];
            s3 += a[j + 3] * b[j + 3];
        }
        for (int j = whole; j < a.length; j++) {
            s0 += a[j] * b[j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Adds a multiple of b: {@code to += factor b}. */
    public static void add(double[] to, double factor, double[] b) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * b[j];
        }
    }

    public static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    public static double[][] copy(double[][] a) {
        double[][] copy = new double[a.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = a[i].clone();
        }
        return copy;
    }

    public static double[][] transpose(double[][] a) {
        double[][] to = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < to.length; j++) {
                to[j][i] = a[i][j];
            }
        }
        return to;
    }

    public static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    public static double mean(double[] values) {
        return sum(values) / values.length;
    }

    public static float[] floats(double[] values) {
        float[] to = new float[values.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) values[i];
        }
        return to;
    }
}
