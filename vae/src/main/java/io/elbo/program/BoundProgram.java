package io.elbo.program;

import io.elbo.data.DataException;
import io.elbo.engine.Gradients;
import io.elbo.engine.Node;
import io.elbo.model.Inference;
import io.elbo.model.Posterior;
import io.elbo.spec.VaeSpec;
import java.util.List;

/**
 * The program for the ELBO of a q(z|x) that is an input, with one sample of z, and for its gradients with respect to q. Inputs: mean, log
 * variance, target, condition.
 */
public record BoundProgram(Node elbo, Node meanGradient, Node logVarianceGradient) {
    /** @throws DataException if the prior's density is only known in training */
    public static BoundProgram of(VaeSpec spec) {
        if (spec.prior().ownRows() > 0) {
            throw new DataException(
                    "q(z|x) of single rows cannot be optimised in a model whose prior has rows of its own");
        }
        ModelGraph model = new ModelGraph(spec, false);
        Posterior.Moments q = model.given();
        Inference inference = model.inference(q, model.target(), 1, null);
        Inference.Draw draw = inference.draw();
        Node elbo = draw.logLikelihood().minus(inference.kl(draw));
        List<Node> gradients = Gradients.byRow(elbo, List.of(q.mean(), q.logVariance()));
        return new BoundProgram(elbo, gradients.get(0), gradients.get(1));
    }
}
