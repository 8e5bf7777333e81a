package io.elbo.evaluation;

/** A density of z that replaces a model's prior, for example one fitted to the aggregate posterior. */
@FunctionalInterface
public interface LatentDensity {
    /**
     * Returns {@code ln p(z)} of each row, in nats. Several threads may call this at once.
     *
     * @param z {@code [rows][latent]}
     */
    double[] logDensities(float[][] z);
}
