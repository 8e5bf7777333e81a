package io.elbo.model;

import io.elbo.engine.Node;

/**
 * The ELBO with a growing capacity of the latents (Burgess et al. 2018). The loss is {@code gamma |KL - C| - ln p(x|z)}, where C rises
 * linearly from 0 to its final value over the first epochs.
 *
 * @param gamma the weight that keeps the KL divergence at C, above 0
 * @param nats the final value of C
 * @param epochs the number of epochs until C reaches its final value
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
