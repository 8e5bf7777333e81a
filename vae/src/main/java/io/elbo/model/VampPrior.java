package io.elbo.model;

import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;

/**
 * The "variational mixture of posteriors" (Tomczak and Welling 2018): {@code p(z) = 1/K sum_k q(z|u_k)} with pseudo-inputs
 * u_k in the space of the data, {@code prior.pseudo_inputs}, which are learned with the networks; of data between 0 and 1
 * they are the sigmoids of what is learned. The best prior for a model is its aggregate posterior; this is the nearest mixture that the
 * encoder itself can make. There is no closed form of the KL divergence: it is estimated at draws of z.
 *
 * <p>While training, the pseudo-inputs are the first K rows of each batch, and all rows see their posteriors; gradients with
 * respect to those take {@code (K + batch)^2} times twice the latents. Afterwards the components are those of the weights as
 * they are.
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

    /** A pseudo-input. */
    @Override
    public Node ownRow(Node which, Shape shape, boolean unit, Network network) {
        Node raw = which.affineTransposed(network.graph()
                .parameter("prior.pseudo_inputs", Shape.of(pseudoInputs, shape.size()), new Initializer.Normal(1)));
        return (unit ? raw.sigmoid() : raw).reshape(shape);
    }

    /** {@code ln 1/K sum_k N(z; mean_k, e^logVariance_k)}, {@code [1]}. */
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
