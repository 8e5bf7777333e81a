package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.inference.Amortized;
import io.elbo.inference.PosteriorAscent;
import io.elbo.inference.SampledBound;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * The gain of a row's ELBO when q(z|x) is fitted to that row alone (Xiao, Yan and Amit 2020), in nats: {@code L(x; q*) - L(x; q)}. q is
 * the encoder's output. q* results from gradient steps on its mean and log variance, with a fixed decoder. Rows like the training data gain
 * little. Both bounds use the same draws of z, which differ from those of the steps. If the search finds nothing better, the regret is 0.
 *
 * @param steps the number of steps of Adam
 * @param learningRate the learning rate of the first step, which falls linearly to zero
 * @param samples the number of draws of z for the two bounds
 */
public record LikelihoodRegret(int steps, double learningRate, int samples) implements Score {
    /** The number of draws of z for a gradient. More steps help more than more draws. */
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

    /** Creates the score with 100 steps, an initial learning rate of 0.1 and 64 draws for the bounds. */
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

    /** Returns this score with another number of steps. */
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
            // a search that diverged to NaN also gives 0
            regret[i] = best[i] > regret[i] ? best[i] - regret[i] : 0;
        }
        return ModelRows.finite(regret);
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return Densities.refuse(spec, "likelihood regret");
    }

    @Override
    public String unit() {
        return "nats";
    }
}
