package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The ELBO with a weight on the KL divergence (Higgins et al. 2017). The loss is {@code beta KL - ln p(x|z)}. A weight above 1 favours
 * independent latents, and a weight below 1 favours sharp reconstructions. A schedule increases the weight during training.
 *
 * @param beta at least 0
 * @param samples L, at least 1
 * @param schedule the schedule of the weight; constant if null
 */
public record BetaElbo(double beta, int samples, KlSchedule schedule) implements Objective {
    private static final double MOST = 1e6;

    public BetaElbo {
        if (!(beta >= 0 && beta <= MOST)) {
            throw new IllegalArgumentException("beta " + beta + ": must be 0 to " + MOST);
        }
        Samples.check(samples);
        schedule = schedule == null ? new KlSchedule.Constant() : schedule;
    }

    @Override
    public Terms of(Inference inference) {
        Terms elbo = new AnalyticElbo(samples).of(inference);
        Node weighted = elbo.kl().times(inference.weight());
        return new Terms(weighted.minus(elbo.reconstruction()), elbo.reconstruction(), elbo.kl());
    }

    @Override
    public double leastCharge(double kl, int latents) {
        return beta * kl;
    }

    @Override
    public double weight(double epochs, int total) {
        return beta * schedule.factor(epochs, total);
    }

    @Override
    public boolean warmingUp(double epochs, int total) {
        return schedule.warmingUp(epochs, total);
    }
}
