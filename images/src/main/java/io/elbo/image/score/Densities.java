package io.elbo.image.score;

import io.elbo.spec.VaeSpec;
import java.util.Optional;

/** Rejects models whose q(z|x) is not a density. */
final class Densities {
    private Densities() {}

    static Optional<String> refuse(VaeSpec spec, String what) {
        return spec.posterior().random()
                ? Optional.empty()
                : Optional.of("a plain autoencoder has no density of z, so it has no " + what
                        + "; use the reconstruction score");
    }
}
