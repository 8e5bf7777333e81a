package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.model.Inference;
import io.elbo.model.Posterior;
import io.elbo.spec.VaeSpec;

/**
 * The program for the log densities of a sample z of a q(z|x) that is an input. Inputs: mean, log variance, target, condition.
 *
 * @param logWeight {@code ln p(x|z) + ln p(z) - ln q(z|x)}
 * @param logLikelihood {@code ln p(x|z)}
 * @param logPrior {@code ln p(z)}; 0 of a prior with rows of its own, whose density is not known here
 * @param logPosterior {@code ln q(z|x)}
 */
public record WeightProgram(Node z, Node logWeight, Node logLikelihood, Node logPrior, Node logPosterior) {
    /** Returns the program with its own noise. */
    public static WeightProgram of(VaeSpec spec) {
        return of(new ModelGraph(spec, false).drawOfGiven());
    }

    /** Returns the program for {@code z = mean + deviation * noise}. An additional input: the noise. */
    public static WeightProgram ofNoise(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        Posterior.Moments q = model.given();
        Node noise = Input.NOISE.of(model.graph(), model.latent());
        return of(new ModelDraw(model, q, q.sample(noise), model.target(), null));
    }

    private static WeightProgram of(Inference.Draw draw) {
        Node logPrior = draw.logPrior();
        Node logPosterior = draw.logPosterior();
        Node logLikelihood = draw.logLikelihood();
        Node logWeight = logLikelihood.plus(logPrior).minus(logPosterior);
        return new WeightProgram(draw.z(), logWeight, logLikelihood, logPrior, logPosterior);
    }
}
