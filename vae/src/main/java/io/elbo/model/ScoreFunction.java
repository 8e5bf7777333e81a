package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The ELBO with the score-function estimator (REINFORCE) as the encoder's gradient instead of the reparameterization trick:
 * {@code 1/L sum_l f(z_l) d ln q(z_l|x) / dphi} with {@code f = ln p(x|z) + ln p(z) - ln q(z|x)}. It is unbiased but has a far higher
 * variance. It serves to demonstrate the value of the trick.
 *
 * @param samples L, at least 1
 */
public record ScoreFunction(int samples) implements Objective {
    public ScoreFunction {
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        Inference.Draw draw = inference.draw(samples).detached();
        Node reconstruction = Samples.mean(draw.logLikelihood());
        Node kl = Samples.mean(draw.logPosterior().minus(draw.logPrior()));
        Node logWeight = draw.logLikelihood().plus(draw.logPrior()).minus(draw.logPosterior());
        Node encoderLoss =
                Samples.mean(logWeight.detach().times(draw.logPosterior())).negate();
        return new Terms(kl.minus(reconstruction), encoderLoss, reconstruction, kl);
    }
}
