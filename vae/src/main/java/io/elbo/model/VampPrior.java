package io.elbo.model;

import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;

/**
 * The "variational mixture of posteriors" prior (Tomczak and Welling 2018): {@code p(z) = 1/K sum_k q(z|u_k)}. The pseudo-inputs u_k,
 * {@code prior.pseudo_inputs}, are in the space of the data and are learned with the networks. For data between 0 and 1 they are the
 * sigmoids of the learned values. The best prior for a model is its aggregate posterior, which this mixture approximates with the encoder.
 * The KL divergence has no closed form and is estimated at draws of z.
 *
 * <p>During training, the pseudo-inputs are the first K rows of each batch, and all rows use their posteriors. The gradients with respect
 * to these posteriors take {@code (K + batch)^2} times twice the latents. After training, the components follow from the final weights.
 *
 * @param pseudoInputs K, at least 1
 */
public record VampPrior(int pseudoInputs) implements Prior {
    private static final int MOST = 1000;

    public VampPrior {
        if (pseudoInputs < 1 || pseudoInputs > MOST) {
            throw new IllegalArgumentException("pseudo_inputs " + pseudoInputs + ": must be 1 to " + MOST);
        }
    }

    @Override
    public Node kl(Posterior.Moments q) {
        return null;
    }

    @Override
    public Node logDensity(Node z, Network network) {
        throw new IllegalStateException("the components are posteriors, which only a batch or a trained model knows");
    }

    @Override
    public int ownRows() {
        return pseudoInputs;
    }

    /** Returns a pseudo-input. */
    @Override
    public Node ownRow(Node which, Shape shape, boolean unit, Network network) {
        Node raw = which.affineTransposed(network.graph()
                .parameter("prior.pseudo_inputs", Shape.of(pseudoInputs, shape.size()), new Initializer.Normal(1)));
        return (unit ? raw.sigmoid() : raw).reshape(shape);
    }

    /** Returns {@code ln 1/K sum_k N(z; mean_k, e^logVariance_k)}, {@code [1]}. */
    @Override
    public Node logDensityGiven(Node z, Posterior.Moments components) {
        Shape shape = components.mean().shape();
        Node error = z.repeat(pseudoInputs)
                .reshape(shape)
                .minus(components.mean())
                .square()
                .times(components.logVariance().negate().exp());
        return error.plus(components.logVariance())
                .plus((float) Math.log(2 * Math.PI))
                .sum()
                .times(-0.5f)
                .logSumExp()
                .plus((float) -Math.log(pseudoInputs));
    }

    @Override
    public Prior standalone() {
        return new MixturePrior(pseudoInputs);
    }

    @Override
    public Optional<LatentMixture> mixture(Function<String, float[]> weights, int latent) {
        throw new IllegalStateException("the components are posteriors, which only a batch or a trained model knows");
    }
}
