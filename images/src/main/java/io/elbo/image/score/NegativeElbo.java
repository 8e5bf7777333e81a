package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.inference.SampledBound;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * The negative ELBO {@code -L(x) = KL(q(z|x) || p(z)) - 1/K sum_k ln p(x|z_k)}, with z_k from q(z|x), in nats. It is low for rows that are
 * likely under the model. It is also low for simple rows of another kind (Nalisnick et al. 2019).
 *
 * @param samples K
 */
public record NegativeElbo(int samples) implements Score {
    public NegativeElbo {
        Score.checkSamples(samples);
    }

    /** Creates the score with 16 draws. */
    public NegativeElbo() {
        this(16);
    }

    @Override
    public String name() {
        return "elbo";
    }

    @Override
    public Score withSamples(int other) {
        return new NegativeElbo(other);
    }

    @Override
    public double[] of(Vae vae, Rows rows, long seed) {
        ModelRows m = ModelRows.of(this, vae, rows, seed);
        return ModelRows.negated(new SampledBound(m.networks()).each(m.rows(), samples, seed));
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return Densities.refuse(spec, "ELBO");
    }

    @Override
    public String unit() {
        return "nats";
    }
}
