package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The importance-weighted bound of Burda et al. 2016: {@code L_k(x) = ln 1/k sum_i w_i} with
 * {@code w_i = p(x|z_i) p(z_i) / q(z_i|x)}. It approaches ln p(x) as k grows. The encoder can use the doubly reparameterized gradient
 * (Tucker et al. 2019), {@code sum_i s_i^2 d ln w_i / dz_i dz_i / dphi} with the normalised weights s, whose signal does not vanish as k
 * grows.
 *
 * @param samples k, at least 1
 * @param doublyReparameterized whether the encoder uses the gradient of Tucker et al.
 */
public record ImportanceWeighted(int samples, boolean doublyReparameterized) implements Objective {
    public ImportanceWeighted {
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        Inference.Draw draw = inference.draw(samples);
        Node reconstruction = Samples.mean(draw.logLikelihood());
        Node kl = Samples.mean(inference.kl(draw));
        Node bound = weights(draw, draw.logPosterior())
                .logSumExp()
                .plus((float) -Math.log(samples))
                .reshape(reconstruction.shape());
        if (!doublyReparameterized) {
            return new Terms(bound.negate(), reconstruction, kl);
        }
        Node logWeights = weights(draw, draw.logPosteriorDetached());
        Node normalised = logWeights
                .minus(logWeights.logSumExp().broadcast(logWeights.shape()))
                .exp()
                .detach();
        Node encoderLoss = normalised.square().times(logWeights).sumAll().negate();
        return new Terms(bound.negate(), encoderLoss, reconstruction, kl);
    }

    /** Returns {@code ln w}, {@code [k]}. */
    private static Node weights(Inference.Draw draw, Node logPosterior) {
        return Samples.all(draw.logLikelihood().plus(draw.logPrior()).minus(logPosterior));
    }

    @Override
    public int boundSamples() {
        return samples;
    }
}
