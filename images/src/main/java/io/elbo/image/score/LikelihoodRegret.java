package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.inference.Amortized;
import io.elbo.inference.PosteriorAscent;
import io.elbo.inference.SampledBound;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * How much a row's ELBO gains when q(z|x) is fitted to that row alone (Xiao, Yan and Amit 2020), in nats: {@code L(x; q*) -
 * L(x; q)}, where q is what the encoder gives and q* is found from there by gradient steps on mean and log variance, the
 * decoder staying as it is. Rows of the kind that the encoder has learned have little to gain. Both bounds are estimated
 * with the same draws of z, others than those of the steps; a search that found nothing better is a regret of 0.
 *
 * @param steps of Adam
 * @param learningRate at the first step; it falls linearly to zero
 * @param samples draws of z of the two bounds
 */
public record LikelihoodRegret(int steps, double learningRate, int samples) implements Score {
    /** Draws of z of a gradient: more steps are worth more than more draws. */
    private static final int DRAWS = 1;

    public LikelihoodRegret {
        if (steps < 1 || steps > 1_000_000) {
            throw new IllegalArgumentException("steps " + steps + ": must be 1 to 1000000");
        }
        if (!(learningRate > 0 && learningRate <= 100)) {
            throw new IllegalArgumentException("learning_rate " + learningRate + ": must be above 0 and at most 100");
        }
        Score.checkSamples(samples);
    }

    /** 100 steps from a rate of 0.1, bounds from 64 draws. */
    public LikelihoodRegret() {
        this(100, 0.1, 64);
    }

    @Override
    public String name() {
        return "regret";
    }

    @Override
    public Score withSamples(int other) {
        return new LikelihoodRegret(steps, learningRate, other);
    }

    /** The same with another number of steps. */
    public LikelihoodRegret withSteps(int other) {
        return new LikelihoodRegret(other, learningRate, samples);
    }

    @Override
    public double[] of(Vae vae, Rows rows, long seed) {
        ModelRows m = ModelRows.of(this, vae, rows, seed);
        Amortized found = new PosteriorAscent(m.networks()).climb(m.rows(), steps, DRAWS, learningRate, seed);
        SampledBound bound = new SampledBound(m.networks());
        double[] regret = ModelRows.finite(bound.each(m.rows(), samples, seed));
        double[] best = bound.each(found, samples, seed);
        for (int i = 0; i < regret.length; i++) {
            // also where the search went astray to what is not a number
            regret[i] = best[i] > regret[i] ? best[i] - regret[i] : 0;
        }
        return ModelRows.finite(regret);
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return Densities.refuse(spec, "a likelihood regret");
    }

    @Override
    public String unit() {
        return "nats";
    }
}
