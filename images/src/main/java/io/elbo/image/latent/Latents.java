package io.elbo.image.latent;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;

/** Checks latents and computes sums over them. */
final class Latents {
    private Latents() {}

    /** Returns latents as rows after checking that they are finite and of equal length. */
    static FloatRows rows(String what, float[][] latents) {
        try {
            return FloatRows.of(latents);
        } catch (DataException e) {
            throw new DataException(what + ": " + e.getMessage(), e);
        }
    }

    /** Checks that two latents belong to the same space. */
    static void together(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new DataException(
                    "a latent of " + a.length + " numbers and one of " + b.length + " are not of the same space");
        }
        rows("latents", new float[][] {a, b});
    }

    /** Returns the mean of the given rows. */
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
