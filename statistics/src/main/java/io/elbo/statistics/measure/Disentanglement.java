package io.elbo.statistics.measure;

/**
 * Four measures of how latent variables relate to the factors that generated the data. They answer different questions; Locatello
 * et al. (2019) compare them. The sign and scale of latent variables do not matter. All measures need thousands of rows.
 *
 * @param mig whether only one latent variable shares a factor's information
 * @param sap whether only one latent variable predicts a factor, by a line or by thresholds
 * @param dci whether each latent variable matters to only one factor, each factor to only one latent variable, and whether the
 *     factor is predicted at all
 * @param factorVae whether one latent variable is constant when a factor is
 */
public record Disentanglement(Mig mig, Sap sap, Dci dci, FactorVaeScore factorVae) {
    /**
     * Computes all four measures.
     *
     * @param latents {@code [rows][latents]}, means of q(z|x)
     * @param factors {@code [rows][factors]}, none of them constant; a factor of at most 20 different values is discrete, any
     *     other is continuous and, where classes are needed, divided into 20 bins of equal width
     * @param seed of random choices
     */
    public static Disentanglement of(float[][] latents, float[][] factors, long seed) {
        return new Disentanglement(
                Mig.of(latents, factors),
                Sap.of(latents, factors),
                Dci.of(latents, factors, seed),
                FactorVaeScore.of(latents, factors, seed));
    }
}
