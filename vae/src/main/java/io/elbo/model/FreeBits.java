package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * The ELBO with free bits (Kingma et al. 2016). The loss is {@code -ln p(x|z) + sum_j max(KL_j, lambda)} with the batch mean of each
 * latent's KL divergence. A latent gains nothing from carrying less than lambda nats, so it need not collapse to the prior.
 *
 * @param lambda the free nats of each latent, at least 0
 * @param samples L, at least 1
 */
public record FreeBits(double lambda, int samples) implements Objective {
    public FreeBits {
        if (!(lambda >= 0 && lambda <= 1e6)) {
            throw new IllegalArgumentException("lambda " + lambda + ": must be 0 to 1e6 nats");
        }
        Samples.check(samples);
    }

    @Override
    public Terms of(Inference inference) {
        Node perLatent = inference.klPerLatent();
        if (perLatent == null) {
            throw new IllegalArgumentException(
                    "objective free_bits: needs a prior with a closed form of the KL divergence");
        }
        Terms elbo = new AnalyticElbo(samples).of(inference);
        int rows = inference.batchRows();
        Node all = perLatent.allRows(rows);
        Node mean = all.sumFirst()
                .over(perLatent
                        .graph()
                        .present(rows)
                        .sum()
                        .broadcast(Shape.of(perLatent.shape().size())));
        Node charged = mean.plus((float) -lambda).relu().plus((float) lambda).sumAll();
        return new Terms(charged.minus(elbo.reconstruction()), elbo.reconstruction(), elbo.kl());
    }

    @Override
    public double leastCharge(double kl, int latents) {
        return Math.max(0, kl - lambda * latents);
    }
}
