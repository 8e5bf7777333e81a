package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The evidence lower bound with the KL divergence in closed form (estimator B of Kingma and Welling 2014):
 * {@code L(x) = 1/L sum_l ln p(x|z_l) - KL(q(z|x) || p(z))}. The loss is {@code -L(x)}. A plain autoencoder has no KL divergence, so its
 * bound is only the reconstruction. If the prior has no closed form, the divergence is sampled.
 *
 * @param samples L, at least 1
 */
public record AnalyticElbo(int samples) implements Objective {
    public AnalyticElbo {
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        Inference.Draw draw = inference.draw(samples);
        Node reconstruction = Samples.mean(draw.logLikelihood());
        Node kl = Samples.mean(inference.kl(draw));
        return new Terms(kl.minus(reconstruction), reconstruction, kl);
    }

    @Override
    public boolean needsRandomLatents() {
        return false;
    }
}
