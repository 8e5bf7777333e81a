package io.elbo.model;

import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import java.util.function.BiConsumer;

/**
 * {@code p(z) = sum_k w_k N(z; m_k, diag e^v_k)} of numbers that do not change, in double precision: what a trained {@link Prior} comes to.
 * Immutable.
 */
public final class LatentMixture {
    private final float[][] means; // [K][latent], as the next three
    private final double[][] logVariances;
    private final double[][] deviations;
    private final double[][] precisions;
    private final double[] constants; // [K], of the log densities
    private final float[] logits; // [K]; ln w_k and some constant
    private final double[] cumulative; // [K]: w_1 + ... + w_k
    private final double[] excess; // [K]: ln (K w_k)

    private LatentMixture(float[] logits, float[][] means, double[][] logVariances) {
        this.logits = logits;
        this.means = means;
        this.logVariances = logVariances;
        int components = means.length;
        int latent = means[0].length;
        deviations = new double[components][latent];
        precisions = new double[components][latent];
        constants = new double[components];
        for (int k = 0; k < components; k++) {
            for (int j = 0; j < latent; j++) {
                deviations[k][j] = StrictMath.exp(logVariances[k][j] / 2);
                precisions[k][j] = StrictMath.exp(-logVariances[k][j]);
                constants[k] -= (StrictMath.log(2 * Math.PI) + logVariances[k][j]) / 2;
            }
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (float l : logits) {
            highest = Math.max(highest, l);
        }
        cumulative = new double[components];
        double sum = 0;
        for (int k = 0; k < components; k++) {
            sum += StrictMath.exp(logits[k] - highest);
            cumulative[k] = sum;
        }
        excess = new double[components];
        for (int k = 0; k < components; k++) {
            cumulative[k] /= sum;
            excess[k] = logits[k] - highest - StrictMath.log(sum / components);
        }
    }

    /**
     * A mixture.
     *
     * @param logits {@code [K]}: weights are proportional to {@code e^logit}
     * @param means {@code [K][latent]}
     * @param logVariances {@code [K][latent]}, natural logarithms
     */
    static LatentMixture of(float[] logits, float[][] means, double[][] logVariances) {
        return new LatentMixture(logits, means, logVariances);
    }

    /**
     * A mixture of components that weigh the same.
     *
     * @param means {@code [K][latent]}
     * @param logVariances {@code [K][latent]}, natural logarithms
     */
    public static LatentMixture equal(float[][] means, float[][] logVariances) {
        double[][] exact = new double[means.length][means[0].length];
        for (int k = 0; k < exact.length; k++) {
            for (int j = 0; j < exact[k].length; j++) {
                exact[k][j] = logVariances[k][j];
            }
        }
        return new LatentMixture(new float[means.length], means, exact);
    }

    /** ln p(z) of each z, nats. */
    public double[] logDensities(float[][] z) {
        double[] densities = new double[z.length];
        double[] logs = new double[means.length];
        for (int row = 0; row < z.length; row++) {
            for (int k = 0; k < logs.length; k++) {
                double squares = 0;
                for (int j = 0; j < means[k].length; j++) {
                    double error = z[row][j] - means[k][j];
                    squares += error * error * precisions[k][j];
                }
                logs[k] = constants[k] - squares / 2 + excess[k];
            }
            densities[row] = LogSums.logMean(logs);
        }
        return densities;
    }

    /** Makes draws of N(0, I) draws of this; draw i is the same however many there are. */
    public void move(float[][] normals, long seed) {
        CounterRandom random = CounterRandom.of(seed, "prior component");
        float[] uniform = new float[1];
        for (int i = 0; i < normals.length; i++) {
            random.uniform(0, i, 0, uniform, 0, 1);
            int k = 0;
            while (k < means.length - 1 && cumulative[k] < uniform[0]) {
                k++;
            }
            float[] z = normals[i];
            for (int j = 0; j < z.length; j++) {
                z[j] = (float) (means[k][j] + deviations[k][j] * z[j]);
            }
        }
    }

    /** Gives the weights of a {@link MixturePrior} that is this, up to the rounding of its variances, each by its name. */
    public void write(BiConsumer<String, float[]> weights) {
        int latent = means[0].length;
        float[] mean = new float[means.length * latent];
        float[] raw = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = means[i / latent][i % latent];
            raw[i] = (float) MixturePrior.raw(logVariances[i / latent][i % latent]);
        }
        weights.accept("prior.mean", mean);
        weights.accept("prior.log_variance", raw);
        weights.accept("prior.logits", logits.clone());
    }
}
