package io.elbo.image.latent;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;

/** What is asked of latents, and sums over them. */
final class Latents {
    private Latents() {}

    /** Latents as rows of finite numbers, all of one length. */
    static FloatRows rows(String what, float[][] latents) {
        try {
            return FloatRows.of(latents);
        } catch (DataException e) {
            throw new DataException(what + ": " + e.getMessage(), e);
        }
    }

    /** Two latents of one space. */
    static void together(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new DataException(
                    "a latent of " + a.length + " numbers and one of " + b.length + " are not of the same space");
        }
        rows("latents", new float[][] {a, b});
    }

    /** The mean of these rows. */
    static double[] mean(float[][] latents, int[] rows) {
        double[] mean = new double[latents[0].length];
        for (int row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += latents[row][j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= rows.length;
        }
        return mean;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    static double dot(double[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
