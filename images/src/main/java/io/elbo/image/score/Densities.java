package io.elbo.image.score;

import io.elbo.spec.VaeSpec;
import java.util.Optional;

/** What needs a q(z|x) that is a density. */
final class Densities {
    private Densities() {}

    static Optional<String> refuse(VaeSpec spec, String what) {
        return spec.posterior().random()
                ? Optional.empty()
                : Optional.of("a plain autoencoder has no density of z, and so not " + what
                        + "; its rows can be scored by reconstruction");
    }
}
