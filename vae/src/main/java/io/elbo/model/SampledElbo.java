package io.elbo.model;

import io.elbo.engine.Node;
import java.util.List;

/**
 * The evidence lower bound with both terms sampled (estimator A of Kingma and Welling 2014):
 * {@code L(x) = 1/L sum_l (ln p(x|z_l) + ln p(z_l) - ln q(z_l|x))}. Equal to {@link AnalyticElbo} in expectation, with more
 * variance in general; needs no closed form.
 *
 * @param samples L, at least 1
 */
public record SampledElbo(int samples) implements Objective {
    public SampledElbo {
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        List<Inference.Draw> draws = Samples.draw(inference, samples);
        Node reconstruction = Samples.mean(draws, Inference.Draw::logLikelihood);
        Node kl = Samples.mean(draws, d -> d.logPosterior().minus(d.logPrior()));
        return new Terms(kl.minus(reconstruction), reconstruction, kl);
    }
}
