package io.elbo.model;

import io.elbo.engine.Graph;
import io.elbo.engine.Initializer;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mixture prior {@code p(z) = sum_k w_k N(z; m_k, diag e^v_k)}. Its weights, means and log variances are learned with the networks
 * ({@code prior.logits}, {@code prior.mean}, {@code prior.log_variance}). The initial means are draws of the standard normal, and the
 * initial variances are 1. The KL divergence has no closed form and is estimated by {@code ln q(z|x) - ln p(z)} at draws of z.
 *
 * @param components K, at least 1
 */
public record MixturePrior(int components) implements Prior {
    private static final int MOST = 10_000;
    private static final float BOUND = DiagonalGaussian.BOUND;
    /** The largest hyperbolic tangent below 1 in single precision. */
    private static final double LARGEST = 1 - 0x1p-24;

    public MixturePrior {
        if (components < 1 || components > MOST) {
            throw new IllegalArgumentException("components " + components + ": must be 1 to " + MOST);
        }
    }

    @Override
    public Node kl(Posterior.Moments q) {
        return null;
    }

    @Override
    public Node logDensity(Node z, Network network) {
        int latent = z.shape().size();
        Shape shape = Shape.of(components, latent);
        Graph graph = network.graph();
        Node means = graph.parameter("prior.mean", Shape.of(components * latent), new Initializer.Normal(1))
                .spread()
                .reshape(shape);
        Node logVariances = logVariances(graph.parameter(
                                "prior.log_variance", Shape.of(components * latent), new Initializer.Constant(0))
                        .spread())
                .reshape(shape);
        Node logits = graph.parameter("prior.logits", Shape.of(components), new Initializer.Constant(0))
                .spread();
        Node error = z.repeat(components)
                .reshape(shape)
                .minus(means)
                .square()
                .times(logVariances.negate().exp());
        Node densities = error.plus(logVariances)
                .plus((float) Math.log(2 * Math.PI))
                .sum()
                .times(-0.5f);
        return densities.plus(logits).logSumExp().minus(logits.logSumExp());
    }

    private static Node logVariances(Node raw) {
        return raw.times(1 / BOUND).tanh().times(BOUND);
    }

    /** Returns the log variance for a learned value. */
    public static double logVariance(double raw) {
        return BOUND * StrictMath.tanh(raw / BOUND);
    }

    /** Returns the learned value for a log variance: the inverse of {@link #logVariance}, within its bounds. */
    public static double raw(double logVariance) {
        double t = Math.max(-LARGEST, Math.min(LARGEST, logVariance / BOUND));
        return BOUND * (StrictMath.log1p(t) - StrictMath.log1p(-t)) / 2;
    }

    @Override
    public Optional<LatentMixture> mixture(Function<String, float[]> weights, int latent) {
        float[] mean = weights.apply("prior.mean");
        float[] raw = weights.apply("prior.log_variance");
        float[][] means = new float[components][latent];
        double[][] logVariances = new double[components][latent];
        for (int k = 0; k < components; k++) {
            for (int j = 0; j < latent; j++) {
                means[k][j] = mean[k * latent + j];
                logVariances[k][j] = logVariance(raw[k * latent + j]);
            }
        }
        return Optional.of(LatentMixture.of(weights.apply("prior.logits"), means, logVariances));
    }
}
