package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The evidence lower bound with both terms sampled (estimator A of Kingma and Welling 2014):
 * {@code L(x) = 1/L sum_l (ln p(x|z_l) + ln p(z_l) - ln q(z_l|x))}. It equals {@link AnalyticElbo} in expectation and usually has a higher
 * variance, but it needs no closed form.
 *
 * @param samples L, at least 1
 */
public record SampledElbo(int samples) implements Objective {
    public SampledElbo {
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        Inference.Draw draw = inference.draw(samples);
        Node reconstruction = Samples.mean(draw.logLikelihood());
        Node kl = Samples.mean(draw.logPosterior().minus(draw.logPrior()));
        return new Terms(kl.minus(reconstruction), reconstruction, kl);
    }
}
