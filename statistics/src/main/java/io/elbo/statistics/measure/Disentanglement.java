package io.elbo.statistics.measure;

/**
 * How latents go with the factors that the data was made from, by four measures that answer different questions; Locatello
 * et al. (2019) compare them. The sign and scale of latents do not matter; all need thousands of rows.
 *
 * @param mig does one latent alone share a factor's information?
 * @param sap does one latent alone predict a factor, by a line or by thresholds?
 * @param dci does each latent matter to one factor only, each factor to one latent only, and is the factor predicted at all?
 * @param factorVae does one latent stand still when a factor does?
 */
public record Disentanglement(Mig mig, Sap sap, Dci dci, FactorVaeScore factorVae) {
    /**
     * All four.
     *
     * @param latents {@code [rows][latents]}, means of q(z|x)
     * @param factors {@code [rows][factors]}, none of them constant; one of at most 20 different values is discrete, any
     *     other continuous, and where classes are needed cut into 20 bins of equal width
     * @param seed of what is drawn at random
     */
    public static Disentanglement of(float[][] latents, float[][] factors, long seed) {
        return new Disentanglement(
                Mig.of(latents, factors),
                Sap.of(latents, factors),
                Dci.of(latents, factors, seed),
                FactorVaeScore.of(latents, factors, seed));
    }
}
