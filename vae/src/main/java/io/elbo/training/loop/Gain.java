package io.elbo.training.loop;

import io.elbo.model.Objective;
import io.elbo.spec.Elbo;
import io.elbo.spec.VaeSpec;

/**
 * Whether a training got anywhere: the model that comes out, beside the random weights that it began with, on the same rows. A
 * training that learned nothing is about as good as these; one that ran away is far worse, by orders of magnitude as a rule.
 *
 * @param before the ELBO of the first weights
 * @param now the ELBO of the weights that are judged
 * @param latents the dimension of z
 * @param features numbers of a row
 */
public record Gain(Elbo before, Elbo now, int latents, int features) {
    /** Of what the first weights cost: chance and the first steps of a short training move less. */
    private static final double PART = 0.5;
    /** Where the first weights cost next to nothing: nats a row, and of each of its numbers. */
    private static final double OF_ROW = 1;

    private static final double OF_FEATURE = 0.1;
    /** How many times as far is beyond return. */
    private static final double HOPELESS = 10;

    public static Gain of(VaeSpec spec, Elbo before, Elbo now) {
        return new Gain(before, now, spec.latent(), spec.features());
    }

    /** Of a training of which only a bound of ln p(x) is known, and not its parts. */
    public static Gain ofBounds(double before, double now, int features) {
        return new Gain(new Elbo(before, 0), new Elbo(now, 0), 0, features);
    }

    /** Whether the weights are far worse than the first ones, by what was minimised. */
    public boolean lost(Objective objective) {
        return lost(objective, 1);
    }

    /** Whether they are so much worse that waiting does not help. */
    public boolean hopeless(Objective objective) {
        return lost(objective, HOPELESS);
    }

    private boolean lost(Objective objective, double times) {
        double first = cost(objective, before);
        double margin = Math.max(PART * Math.abs(first), OF_ROW + OF_FEATURE * features);
        return cost(objective, now) > first + times * margin;
    }

    private double cost(Objective objective, Elbo elbo) {
        return objective.leastCharge(elbo.kl(), latents) - elbo.reconstruction();
    }
}
