package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.model.Inference;
import io.elbo.spec.VaeSpec;

/**
 * The program from rows to the terms of the ELBO, with one sample of z. Inputs: x, target, condition.
 *
 * @param klPerLatent null if the prior has no closed form
 * @param kl the KL divergence; for a prior with rows of its own, whose density is unknown here, only {@code ln q(z|x)}
 */
public record ElboProgram(Node reconstruction, Node klPerLatent, Node kl, Node mean, Node z) {
    /** @param separate whether the encoder's input differs from the target */
    public static ElboProgram of(VaeSpec spec, boolean separate) {
        ModelGraph model = new ModelGraph(spec, false);
        Node x = model.x();
        Node target = model.target(x, separate);
        Inference inference = model.inference(model.posterior(x), target, 1, null);
        Inference.Draw draw = inference.draw();
        return new ElboProgram(
                draw.logLikelihood(),
                inference.klPerLatent(),
                inference.kl(draw),
                inference.q().mean(),
                draw.z());
    }
}
