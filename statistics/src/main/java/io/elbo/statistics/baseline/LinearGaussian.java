package io.elbo.statistics.baseline;

import io.elbo.data.Rows;
import io.elbo.math.Cholesky;
import io.elbo.math.CounterRandom;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;

/**
 * The linear model with Gaussian latent variables: {@code z ~ N(0, I)}, {@code x = mean + W z + e}, {@code e ~ N(0, Psi)} with a
 * diagonal Psi. So {@code x ~ N(mean, W W^T + Psi)}, and the posterior is {@code z|x ~ N(S W^T Psi^-1 (x - mean), S)} with
 * {@code S = (I + W^T Psi^-1 W)^-1} (Tipping and Bishop 1999, section 2). It is a VAE with a linear decoder, but with the exact
 * posterior and the exact likelihood.
 */
public final class LinearGaussian {
    private final double[] mean;
    private final double[][] weights;
    private final double[] noise;
    /** {@code Psi^-1 W}, [latents][features]. */
    private final double[][] scaled;
    /** The Cholesky factor of {@code I + W^T Psi^-1 W}. */
    private final Cholesky precision;

    private final double logNormalizer;

    /** Takes the weights as [latents][features]. */
    private LinearGaussian(double[] mean, double[][] weights, double[] noise) {
        this.mean = mean;
        this.weights = weights;
        this.noise = noise;
        scaled = Vectors.copy(weights);
        double logDeterminant = 0;
        for (int j = 0; j < noise.length; j++) {
            for (double[] latent : scaled) {
                latent[j] /= noise[j];
            }
            logDeterminant += StrictMath.log(noise[j]);
        }
        int k = weights.length;
        double[][] matrix = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                matrix[i][j] = Vectors.dot(weights[i], scaled[j]) + (i == j ? 1 : 0);
            }
        }
        precision = Cholesky.ofPositive(matrix);
        logNormalizer =
                -0.5 * (noise.length * StrictMath.log(2 * Math.PI) + logDeterminant + precision.logDeterminant());
    }

    /**
     * Returns a model with given parameters.
     *
     * @param mean [features]
     * @param weights W, [features][latents], at least one latent variable
     * @param noise the diagonal of Psi, [features], all above 0
     */
    public static LinearGaussian of(double[] mean, double[][] weights, double[] noise) {
        if (weights.length != mean.length || noise.length != mean.length || mean.length == 0) {
            throw new IllegalArgumentException("the mean has " + mean.length + " features, the weights "
                    + weights.length + " and the noise " + noise.length + "; all must be equal and at least 1");
        }
        for (int j = 0; j < mean.length; j++) {
            if (weights[j].length != weights[0].length || weights[j].length == 0) {
                throw new IllegalArgumentException("weights: feature " + j + " has " + weights[j].length
                        + " latents and feature 0 has " + weights[0].length + "; all must be equal and at least 1");
            }
            double sum = mean[j] + Vectors.sum(weights[j]);
            if (!(Double.isFinite(sum) && noise[j] > 0 && Double.isFinite(noise[j]))) {
                throw new IllegalArgumentException("feature " + j + ": mean, weights and noise must be finite and the"
                        + " noise variance above 0; it is " + noise[j]);
            }
        }
        return ofTransposed(mean.clone(), Vectors.transpose(weights), noise.clone());
    }

    /** Returns a model with weights as [latents][features]; keeps the arrays. */
    static LinearGaussian ofTransposed(double[] mean, double[][] weights, double[] noise) {
        return new LinearGaussian(mean, weights, noise);
    }

    /** Returns the mean of x, [features]. */
    public double[] mean() {
        return mean.clone();
    }

    /** Returns W, [features][latents]. Any rotation of z gives the same model. */
    public double[][] weights() {
        return Vectors.transpose(weights);
    }

    /** Returns the variances of the noise, the diagonal of Psi, [features]. */
    public double[] noise() {
        return noise.clone();
    }

    /** Returns the number of latent variables. */
    public int latents() {
        return weights.length;
    }

    /** Returns {@code W W^T + Psi}, [features][features]. */
    public double[][] covariance() {
        double[][] covariance = new double[mean.length][mean.length];
        for (int i = 0; i < mean.length; i++) {
            covariance[i][i] = noise[i];
            for (double[] latent : weights) {
                Vectors.add(covariance[i], latent[i], latent);
            }
        }
        return covariance;
    }

    /** Returns ln p(x) of each row, in nats. */
    public double[] logDensities(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, mean.length);
        double[] densities = new double[x.count()];
        Threads.each(densities.length, row -> densities[row] = logDensity(centred(x.row(row))));
        return densities;
    }

    /** Returns ln p(x), the mean over rows in nats. */
    public double logLikelihood(Rows rows) {
        return Vectors.mean(logDensities(rows));
    }

    /**
     * Returns ln p(x) by {@code (x - mean)^T C^-1 (x - mean) = min over z of |z|^2 + (x - mean - W z)^T Psi^-1 (x - mean - W z)}.
     * The minimum is at the posterior mean and is a sum of squares, in which nothing cancels.
     */
    private double logDensity(double[] rest) {
        double[] z = posteriorMean(rest);
        double squares = Vectors.dot(z, z);
        for (int k = 0; k < z.length; k++) {
            Vectors.add(rest, -z[k], weights[k]);
        }
        for (int j = 0; j < rest.length; j++) {
            squares += rest[j] * rest[j] / noise[j];
        }
        return logNormalizer - 0.5 * squares;
    }

    /** Returns {@code E[z|x]} of each row, [rows][latents]. */
    public float[][] posteriorMeans(Rows rows) {
        RowMatrix x = RowMatrix.toApply(rows, mean.length);
        float[][] means = new float[x.count()][];
        Threads.each(means.length, row -> means[row] = Vectors.floats(posteriorMean(centred(x.row(row)))));
        return means;
    }

    private double[] posteriorMean(double[] centred) {
        double[] b = new double[weights.length];
        for (int k = 0; k < b.length; k++) {
            b[k] = Vectors.dot(scaled[k], centred);
        }
        return precision.solve(b);
    }

    /** Returns the covariance of z given x, [latents][latents]. It is the same for every x. */
    public double[][] posteriorCovariance() {
        return precision.inverse();
    }

    /** Returns n draws of x, [n][features]. The first draws are the same for any n. */
    public float[][] sample(int n, long seed) {
        if (n < 1) {
            throw new IllegalArgumentException("samples " + n + ": must be at least 1");
        }
        CounterRandom random = CounterRandom.of(seed, "linear gaussian");
        float[][] samples = new float[n][];
        float[] normals = new float[weights.length + mean.length];
        for (int row = 0; row < n; row++) {
            random.normal(0, row, normals, 0, normals.length);
            double[] sum = mean.clone();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += Math.sqrt(noise[j]) * normals[weights.length + j];
            }
            for (int k = 0; k < weights.length; k++) {
                Vectors.add(sum, normals[k], weights[k]);
            }
            samples[row] = Vectors.floats(sum);
        }
        return samples;
    }

    private double[] centred(float[] row) {
        double[] to = new double[row.length];
        for (int j = 0; j < to.length; j++) {
            to[j] = row[j] - mean[j];
        }
        return to;
    }

    /** Returns {@code S W^T Psi^-1}, [latents][features], which maps x - mean to the posterior mean. */
    double[][] regression() {
        double[][] regression = new double[weights.length][mean.length];
        double[][] covariance = posteriorCovariance();
        for (int k = 0; k < weights.length; k++) {
            for (int l = 0; l < weights.length; l++) {
                Vectors.add(regression[k], covariance[k][l], scaled[l]);
            }
        }
        return regression;
    }

    /**
     * Returns the mean of ln p(x) over rows, given the variances of their covariance A and its product with {@code regression()},
     * by {@code tr(C^-1 A) = tr(Psi^-1 A) - tr(Psi^-1 W (S W^T Psi^-1 A))}.
     */
    double logLikelihood(double[] variances, double[][] regressed) {
        double trace = 0;
        for (int j = 0; j < noise.length; j++) {
            trace += variances[j] / noise[j];
        }
        for (int k = 0; k < weights.length; k++) {
            trace -= Vectors.dot(scaled[k], regressed[k]);
        }
        return logNormalizer - 0.5 * trace;
    }
}
