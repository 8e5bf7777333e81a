package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.inference.ImportanceSampling;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * The negative log likelihood {@code -ln p(x)}, estimated by importance sampling from q(z|x):
 * {@code -ln 1/K sum_k p(x|z_k) p(z_k) / q(z_k|x)} (Burda et al. 2016), in nats. In expectation it is never above the negative ELBO, and
 * it approaches the true value as K grows.
 *
 * @param samples K
 */
public record NegativeLogLikelihood(int samples) implements Score {
    public NegativeLogLikelihood {
        Score.checkSamples(samples);
    }

    /** Creates the score with 100 draws. */
    public NegativeLogLikelihood() {
        this(100);
    }

    @Override
    public String name() {
        return "log_likelihood";
    }

    @Override
    public Score withSamples(int other) {
        return new NegativeLogLikelihood(other);
    }

    @Override
    public double[] of(Vae vae, Rows rows, long seed) {
        ModelRows m = ModelRows.of(this, vae, rows, seed);
        return ModelRows.negated(new ImportanceSampling(m.networks()).each(m.rows(), samples, seed)[0]);
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return Densities.refuse(spec, "ln p(x)");
    }

    @Override
    public String unit() {
        return "nats";
    }
}
