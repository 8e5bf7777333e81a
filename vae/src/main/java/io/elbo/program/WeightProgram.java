package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.model.Posterior;
import io.elbo.spec.VaeSpec;

/**
 * A program for the log densities of samples z of q(z|x).
 *
 * @param output the decoder's output
 * @param logWeight {@code ln p(x|z) + ln p(z) - ln q(z|x)}
 * @param logLikelihood {@code ln p(x|z)}
 * @param logPrior {@code ln p(z)}; 0 of a prior with rows of its own, whose density is not known here
 * @param logPosterior {@code ln q(z|x)}
 */
public record WeightProgram(Node z, Node output, Node logWeight, Node logLikelihood, Node logPrior, Node logPosterior) {
    /** Returns the program of a q(z|x) that is an input, with its own noise. Inputs: mean, log variance, target, condition. */
    public static WeightProgram of(VaeSpec spec) {
        return of(new ModelGraph(spec, false).drawOfGiven());
    }

    /**
     * Returns the program from rows to log weights with given noise, {@code z_k = mean + deviation * noise_k}. Inputs: x, target, condition, and
     * the noise {@code [samples, latent]}. Each value has the draws of z.
     */
    public static WeightProgram ofNoise(VaeSpec spec, int samples) {
        ModelGraph model = new ModelGraph(spec, false);
        Node x = model.x();
        Posterior.Moments q = model.posterior(x);
        Node noise =
                Input.NOISE.of(model.graph(), Shape.of(samples, spec.latent())).splitDraws();
        return of(new ModelDraw(model, q, q.sample(noise), model.target(x, false), null));
    }

    private static WeightProgram of(ModelDraw draw) {
        Node logPrior = draw.logPrior();
        Node logPosterior = draw.logPosterior();
        Node logLikelihood = draw.logLikelihood();
        Node logWeight = logLikelihood.plus(logPrior).minus(logPosterior);
        return new WeightProgram(draw.z(), draw.output(), logWeight, logLikelihood, logPrior, logPosterior);
    }
}
