package io.elbo.model;

import io.elbo.engine.Node;
import java.util.function.Supplier;

/**
 * The evidence lower bound with the KL divergence in closed form (estimator B of Kingma and Welling 2014):
 * {@code L(x) = 1/L sum_l ln p(x|z_l) - KL(q(z|x) || p(z))}; the loss is {@code -L(x)}.
 *
 * @param samples L, at least 1
 */
public record AnalyticElbo(int samples) implements Objective {
    public AnalyticElbo {
        if (samples < 1 || samples > 1000) {
            throw new IllegalArgumentException("samples " + samples + ": must be 1 to 1000");
        }
    }

    @Override
    public Terms of(Node kl, Supplier<Node> reconstruction) {
        Node sum = reconstruction.get();
        for (int l = 1; l < samples; l++) {
            sum = sum.plus(reconstruction.get());
        }
        Node mean = sum.times(1f / samples);
        Node divergence = kl.sum();
        return new Terms(divergence.minus(mean), mean, divergence);
    }
}
