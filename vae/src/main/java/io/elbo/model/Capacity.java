package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The ELBO with a capacity of the latents that grows (Burgess et al. 2018): the loss is {@code gamma |KL - C| - ln p(x|z)},
 * where C rises linearly from 0 to its end over the first epochs.
 *
 * @param gamma the force that keeps the KL divergence at C, above 0
 * @param nats C at the end
 * @param epochs until then
 * @param samples L, at least 1
 */
public record Capacity(double gamma, double nats, double epochs, int samples) implements Objective {
    public Capacity {
        within("gamma", gamma);
        within("nats", nats);
        within("epochs", epochs);
        Samples.check(samples);
    }

    private static void within(String name, double value) {
        if (!(value > 0 && value <= 1e6)) {
            throw new IllegalArgumentException(name + " " + value + ": must be above 0 and at most 1e6");
        }
    }

    @Override
    public Terms of(Inference inference) {
        Terms elbo = new AnalyticElbo(samples).of(inference);
        Node missed = elbo.kl().minus(inference.weight()).abs().times((float) gamma);
        return new Terms(missed.minus(elbo.reconstruction()), elbo.reconstruction(), elbo.kl());
    }

    @Override
    public double leastCharge(double kl, int latents) {
        return gamma * Math.max(0, kl - nats);
    }

    @Override
    public double weight(double done, int total) {
        return nats * Math.min(1, done / epochs);
    }
}
