package io.elbo.evaluation;

import java.util.Arrays;

/** The posteriors q(z|x) of rows: a mean and the logarithm of a variance for each latent dimension. Immutable. */
public final class Encoding {
    private final float[][] mean;
    private final float[][] logVariance;

    /**
     * Copies means and variances.
     *
     * @param mean {@code [rows][latent]}, at least one row
     * @param logVariance the natural logarithms of the variances, {@code [rows][latent]}; {@code [rows][0]} for codes without a variance
     * @throws IllegalArgumentException if the shapes differ
     */
    public Encoding(float[][] mean, float[][] logVariance) {
        this.mean = copy(mean);
        this.logVariance = copy(logVariance);
        if (mean.length == 0 || logVariance.length != mean.length) {
            throw new IllegalArgumentException(
                    mean.length + " means and " + logVariance.length + " variances; each row needs both");
        }
        for (int i = 0; i < mean.length; i++) {
            int variances = logVariance[i].length;
            if (mean[i].length != mean[0].length
                    || variances != logVariance[0].length
                    || variances != 0 && variances != mean[i].length) {
                throw new IllegalArgumentException("row " + i + ": " + mean[i].length + " means and " + variances
                        + " variances; all rows need as many");
            }
        }
    }

    private static float[][] copy(float[][] values) {
        return Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
    }

    /** Returns the number of rows. */
    public int rows() {
        return mean.length;
    }

    /** Returns the dimension of z. */
    public int latent() {
        return mean[0].length;
    }

    /** Returns whether q has a variance, as that of a VAE has. */
    public boolean random() {
        return logVariance[0].length > 0;
    }

    /** Returns a copy of the means, {@code [rows][latent]}. */
    public float[][] mean() {
        return copy(mean);
    }

    /** Returns a copy of the means of a row. */
    public float[] mean(int row) {
        return mean[row].clone();
    }

    /** Returns the mean of one latent dimension of a row. */
    public float mean(int row, int dimension) {
        return mean[row][dimension];
    }

    /** Returns a copy of the log variances, {@code [rows][latent]}, or {@code [rows][0]}. */
    public float[][] logVariance() {
        return copy(logVariance);
    }

    /** Returns a copy of the log variances of a row. */
    public float[] logVariance(int row) {
        return logVariance[row].clone();
    }

    /** Returns the log variance of one latent dimension of a row. */
    public float logVariance(int row, int dimension) {
        return logVariance[row][dimension];
    }
}
