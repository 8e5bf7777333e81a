package io.elbo.evaluation;

/** A density of z to put in the place of a model's prior, for example one fitted to the aggregate posterior. */
@FunctionalInterface
public interface LatentDensity {
    /**
     * {@code ln p(z)} of each row, in nats. May be called by several threads at once.
     *
     * @param z {@code [rows][latent]}
     */
    double[] logDensities(float[][] z);
}
