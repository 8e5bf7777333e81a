package io.elbo.model;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * The objective of beta-TC-VAE (Chen et al. 2018). It splits the KL divergence into three parts and weights only the total correlation:
 * {@code I(x; z) + beta KL(q(z) || prod_j q(z_j)) + sum_j KL(q(z_j) || p(z_j))}. With {@code q(z)} estimated from the batch,
 * {@code ln q(z_i) ~ ln 1/(N M) sum_k q(z_i|x_k)} over the M rows of the batch (minibatch-weighted sampling), the loss is
 * {@code -ln p(x|z) + (ln q(z|x) - ln p(z)) + (beta - 1) (ln q(z) - sum_j ln q(z_j))}.
 *
 * @param beta the weight of the total correlation, at least 0
 */
public record TotalCorrelation(double beta) implements Objective {
    public TotalCorrelation {
        if (!(beta >= 0 && beta <= 1e6)) {
            throw new IllegalArgumentException("beta " + beta + ": must be 0 to 1e6");
        }
    }

    @Override
    public Terms of(Inference inference) {
        Inference.Draw draw = inference.draw();
        Node kl = inference.kl(draw);
        Node divergence = draw.logPosterior().minus(draw.logPrior());
        Node weighted = divergence.plus(estimate(inference, draw).times((float) (beta - 1)));
        return new Terms(weighted.minus(draw.logLikelihood()), draw.logLikelihood(), kl);
    }

    /** All three parts are at least 0. */
    @Override
    public double leastCharge(double kl, int latents) {
        return Math.min(1, beta) * kl;
    }

    /**
     * Returns {@code ln q(z) - sum_j ln q(z_j)} of a draw, {@code [1]}, with M in place of N M, which does not change the gradient.
     */
    static Node estimate(Inference inference, Inference.Draw draw) {
        int rows = inference.batchRows();
        int latent = draw.z().shape().size();
        Shape all = Shape.of(rows, latent);
        Graph graph = draw.z().graph();
        Node means = inference.q().mean().allRows(rows).reshape(all);
        Node logVariances = inference.q().logVariance().allRows(rows).reshape(all);
        Node z = draw.z().repeat(rows).reshape(all);
        Node error = z.minus(means).square().times(logVariances.negate().exp());
        // ln q(z_ij | x_k) by k and j; rows missing from the batch get no weight
        Node absent = graph.present(rows).plus(-1).times(ABSENT);
        Node densities = error.plus(logVariances)
                .plus((float) Math.log(2 * Math.PI))
                .times(-0.5f)
                .plus(absent.broadcast(all));
        Node joint = densities.sum().logSumExp();
        Node byLatent =
                densities.reshape(Shape.of(rows, 1, latent)).channelsFirst().reshape(Shape.of(latent, rows));
        Node marginals = byLatent.logSumExp().sumAll();
        Node present = graph.present(rows).sum().log();
        return joint.minus(present).minus(marginals.minus(present.times(latent)));
    }

    /** Far below any log density, and finite. */
    private static final float ABSENT = 1e4f;

    @Override
    public boolean coupled() {
        return true;
    }
}
