package io.elbo.inference;

import io.elbo.engine.execution.Parameters;
import io.elbo.math.CounterRandom;
import io.elbo.model.LatentMixture;
import io.elbo.model.Prior;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/** Draws from p(z). Draw i does not depend on the number of draws. */
public final class PriorDraws {
    private PriorDraws() {}

    public static float[][] of(VaeSpec spec, Parameters parameters, int n, long seed) {
        return spec.prior().ownRows() > 0
                ? draws(EncodedPrior.of(spec, parameters), spec.latent(), n, seed)
                : of(spec.prior(), parameters, spec.latent(), n, seed);
    }

    /** Draws from a prior that does not depend on the networks. The parameters may be null for the standard normal prior. */
    public static float[][] of(Prior prior, Parameters parameters, int latent, int n, long seed) {
        return draws(prior.mixture(name -> parameters.get(name), latent), latent, n, seed);
    }

    private static float[][] draws(Optional<LatentMixture> mixture, int latent, int n, long seed) {
        CounterRandom random = CounterRandom.of(seed, "prior");
        float[][] latents = new float[n][latent];
        for (int i = 0; i < n; i++) {
            random.normal(0, i, latents[i], 0, latent);
        }
        mixture.ifPresent(m -> m.move(latents, seed));
        return latents;
    }
}
