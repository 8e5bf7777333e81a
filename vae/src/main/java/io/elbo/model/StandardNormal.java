package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;

/** The standard normal prior {@code p(z) = N(z; 0, I)}. */
public record StandardNormal() implements Prior {
    @Override
    public Node kl(Posterior.Moments q) {
        return Normals.klToStandard(q.mean(), q.logVariance());
    }

    @Override
    public Node logDensity(Node z, Network network) {
        return Normals.logDensityStandard(z);
    }

    @Override
    public Optional<LatentMixture> mixture(Function<String, float[]> weights, int latent) {
        return Optional.empty();
    }

    @Override
    public boolean standard() {
        return true;
    }
}
