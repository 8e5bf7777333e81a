package io.elbo.model;

import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import java.util.function.BiConsumer;

/**
 * An immutable mixture {@code p(z) = sum_k w_k N(z; m_k, diag e^v_k)} with constant parameters in double precision, which represents a
 * trained {@link Prior}.
 */
public final class LatentMixture {
    private final float[][] means; // [K][latent], like the next three
    private final double[][] logVariances;
    private final double[][] deviations;
    private final double[][] precisions;
    private final double[] constants; // [K], of the log densities
    private final float[] logits; // [K]; ln w_k plus a constant
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
     * Returns a mixture.
     *
     * @param logits {@code [K]}; the weights are proportional to {@code e^logit}
     * @param means {@code [K][latent]}
     * @param logVariances {@code [K][latent]}, natural logarithms
     */
    static LatentMixture of(float[] logits, float[][] means, double[][] logVariances) {
        return new LatentMixture(logits, means, logVariances);
    }

    /**
     * Returns a mixture of components with equal weights.
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

    /** Returns ln p(z) of each z, in nats. */
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

    /** Transforms draws of N(0, I) to draws of this mixture in place. Draw i does not depend on the number of draws. */
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

    /** Passes on the weights of an equivalent {@link MixturePrior} by name. The variances are equal up to rounding. */
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
