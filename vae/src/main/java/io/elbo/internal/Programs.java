package io.elbo.internal;

import io.elbo.VaeSpec;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.layer.Network;
import io.elbo.layer.Reshape;
import io.elbo.model.Likelihood;
import io.elbo.model.Objective;
import io.elbo.model.Posterior;
import java.util.List;

/** The programs of a model. Each is a graph of its own; parameters go by name. */
public final class Programs {
    private Programs() {}

    /** Rows to a loss. Input: x. */
    public record TrainingProgram(Graph graph, Objective.Terms terms) {}

    /** Rows to the terms of the ELBO, with one sample of z. Input: x. */
    public record ElboProgram(Node reconstruction, Node klPerLatent, Node mean) {}

    /** Rows to q(z|x). Input: x. */
    public record EncodeProgram(Node mean, Node logVariance) {}

    /** Latents to E[x|z]. Input: z. */
    public record DecodeProgram(Node mean) {}

    /** {@code ln p(x|z) + ln p(z) - ln q(z|x)} of a sample of q(z|x). Inputs: x, mean, log variance. */
    public record WeightProgram(Node logWeight) {}

    public static TrainingProgram training(VaeSpec spec, Objective objective) {
        Build build = new Build(spec, true);
        Node x = build.x();
        Posterior.Moments q = build.posterior(x);
        Objective.Terms terms = objective.of(spec.prior().kl(q), () -> build.logDensity(x, q.sample(build.noise())));
        return new TrainingProgram(build.graph, terms);
    }

    public static ElboProgram elbo(VaeSpec spec) {
        Build build = new Build(spec, false);
        Node x = build.x();
        Posterior.Moments q = build.posterior(x);
        Node reconstruction = build.logDensity(x, q.sample(build.noise()));
        return new ElboProgram(reconstruction, spec.prior().kl(q), q.mean());
    }

    public static EncodeProgram encode(VaeSpec spec) {
        Build build = new Build(spec, false);
        Posterior.Moments q = build.posterior(build.x());
        return new EncodeProgram(q.mean(), q.logVariance());
    }

    public static DecodeProgram decode(VaeSpec spec) {
        Build build = new Build(spec, false);
        Node z = build.graph.input("z", Shape.of(spec.latent()));
        return new DecodeProgram(spec.likelihood().mean(build.output(z)));
    }

    public static WeightProgram weight(VaeSpec spec) {
        Build build = new Build(spec, false);
        Node x = build.x();
        Shape latent = Shape.of(spec.latent());
        Posterior.Moments q =
                new Posterior.Moments(build.graph.input("mean", latent), build.graph.input("log_variance", latent));
        Node z = q.sample(build.noise());
        return new WeightProgram(
                build.logDensity(x, z).plus(spec.prior().logDensity(z)).minus(q.logDensity(z)));
    }

    /** Checks that layers fit one another, before there is a spec. */
    public static void check(
            Shape data,
            List<Layer> encoder,
            int latent,
            List<Layer> decoder,
            Likelihood likelihood,
            Posterior posterior,
            Initialization initialization) {
        Build build = new Build(data, encoder, latent, decoder, likelihood, posterior, initialization, false);
        build.posterior(build.x());
        build.output(build.graph.input("z", Shape.of(latent)));
    }

    /** The parts that programs are made of. */
    private static final class Build {
        private final Graph graph = new Graph();
        private final Shape data;
        private final List<Layer> encoder;
        private final int latent;
        private final List<Layer> decoder;
        private final Likelihood likelihood;
        private final Posterior posterior;
        private final Network network;

        Build(VaeSpec spec, boolean training) {
            this(
                    new Shape(spec.data()),
                    spec.encoder(),
                    spec.latent(),
                    spec.decoder(),
                    spec.likelihood(),
                    spec.posterior(),
                    spec.initialization(),
                    training);
        }

        Build(
                Shape data,
                List<Layer> encoder,
                int latent,
                List<Layer> decoder,
                Likelihood likelihood,
                Posterior posterior,
                Initialization initialization,
                boolean training) {
            this.data = data;
            this.encoder = encoder;
            this.latent = latent;
            this.decoder = decoder;
            this.likelihood = likelihood;
            this.posterior = posterior;
            network = new Network(graph, "", initialization, training);
        }

        Node x() {
            return graph.input("x", data);
        }

        Node noise() {
            return graph.normal(Shape.of(latent));
        }

        Posterior.Moments posterior(Node x) {
            return posterior.of(Layer.chain(encoder, x, "encoder", network), latent, network);
        }

        Node output(Node z) {
            Node output = Layer.chain(decoder, z, "decoder", network);
            Shape wanted = likelihood.outputs(data);
            if (output.shape().size() != wanted.size()
                    || output.shape().rank() == 3 && !output.shape().equals(wanted)) {
                throw new IllegalArgumentException("decoder: ends in " + output.shape() + ", but data of shape " + data
                        + " and this likelihood need " + wanted);
            }
            return output.shape().rank() == wanted.rank() ? output : Reshape.toImage(output, wanted);
        }

        Node logDensity(Node x, Node z) {
            return likelihood.logDensity(x, output(z));
        }
    }
}
