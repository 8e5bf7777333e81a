package io.elbo.model;

import io.elbo.engine.Node;
import java.util.List;

/**
 * The ELBO whose gradient for the encoder is the score-function estimator (REINFORCE), without the reparameterization trick:
 * {@code 1/L sum_l f(z_l) d ln q(z_l|x) / dphi} with {@code f = ln p(x|z) + ln p(z) - ln q(z|x)}. Unbiased, and of far greater
 * variance: kept to show why the trick matters.
 *
 * @param samples L, at least 1
 */
public record ScoreFunction(int samples) implements Objective {
    public ScoreFunction {
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        List<Inference.Draw> draws = Samples.draw(inference, samples).stream()
                .map(Inference.Draw::detached)
                .toList();
        Node reconstruction = Samples.mean(draws, Inference.Draw::logLikelihood);
        Node kl = Samples.mean(draws, d -> d.logPosterior().minus(d.logPrior()));
        Node encoderLoss = Samples.mean(
                        draws,
                        d -> d.logLikelihood()
                                .plus(d.logPrior())
                                .minus(d.logPosterior())
                                .detach()
                                .times(d.logPosterior()))
                .negate();
        return new Terms(kl.minus(reconstruction), encoderLoss, reconstruction, kl);
    }
}
