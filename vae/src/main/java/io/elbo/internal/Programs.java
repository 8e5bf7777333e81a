package io.elbo.internal;

import io.elbo.VaeSpec;
import io.elbo.engine.Goal;
import io.elbo.engine.Gradients;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Conv;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.layer.Network;
import io.elbo.layer.Reshape;
import io.elbo.model.Inference;
import io.elbo.model.Likelihood;
import io.elbo.model.Objective;
import io.elbo.model.Posterior;
import io.elbo.model.Prior;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The programs of a model. Each is a graph of its own; parameters and inputs go by name. */
public final class Programs {
    /** What the encoder sees. */
    public static final String X = "x";
    /** What p(x|z) is a distribution of, where that is not what the encoder sees. */
    public static final String TARGET = "target";
    /** What encoder and decoder get beside. */
    public static final String CONDITION = "condition";

    public static final String WEIGHT = "weight";
    public static final String Z = "z";
    public static final String MEAN = "mean";
    public static final String LOG_VARIANCE = "log_variance";

    private Programs() {}

    /** Whether a parameter of this name is one of q(z|x). */
    public static boolean ofEncoder(String name) {
        return name.startsWith("encoder.") || name.startsWith("mean.") || name.startsWith("log_variance.");
    }

    /** Rows to a loss. Inputs: x, target, condition, weight. */
    public record TrainingProgram(Graph graph, Objective.Terms terms) {
        /** What each parameter follows. */
        public List<Goal> goals() {
            if (terms.encoderLoss() == null) {
                return List.of(new Goal(terms.loss(), name -> true));
            }
            Predicate<String> encoder = Programs::ofEncoder;
            return List.of(new Goal(terms.loss(), encoder.negate()), new Goal(terms.encoderLoss(), encoder));
        }
    }

    /**
     * Rows to the terms of the ELBO, with one sample of z. Inputs: x, target, condition.
     *
     * @param klPerLatent null if the prior has no closed form
     */
    public record ElboProgram(Node reconstruction, Node klPerLatent, Node kl, Node mean) {}

    /**
     * Rows to q(z|x). Inputs: x, condition.
     *
     * @param logVariance null for a point
     */
    public record EncodeProgram(Node mean, Node logVariance) {}

    /** Latents to E[x|z]. Inputs: z, condition. */
    public record DecodeProgram(Node mean) {}

    /** The log densities of a sample of q(z|x). Inputs: mean, log_variance, target, condition. */
    public record DrawProgram(Node logLikelihood, Node logPrior, Node logPosterior) {}

    /**
     * {@code ln p(x|z) + ln p(z) - ln q(z|x)} of a sample of q(z|x). Inputs: mean, log_variance, target, condition.
     */
    public record WeightProgram(Node logWeight) {}

    /**
     * The ELBO of a given q(z|x), with one sample of z, and its gradients with respect to q's numbers. Inputs: mean,
     * log_variance, target, condition.
     */
    public record BoundProgram(Node elbo, Node meanGradient, Node logVarianceGradient) {}

    /**
     * The training of an objective.
     *
     * @param separate whether the encoder sees something else than the target
     * @param batch rows of a batch at most
     */
    public static TrainingProgram training(VaeSpec spec, Objective objective, boolean separate, int batch) {
        Build build = new Build(spec, true);
        Node x = build.x();
        Node target = separate || spec.input() != null ? build.target() : x;
        return new TrainingProgram(build.graph, objective.of(build.inference(x, target, batch)));
    }

    public static ElboProgram elbo(VaeSpec spec, boolean separate) {
        Build build = new Build(spec, false);
        Node x = build.x();
        Node target = separate || spec.input() != null ? build.target() : x;
        Inference inference = build.inference(x, target, 1);
        Inference.Draw draw = inference.draw();
        return new ElboProgram(
                draw.logLikelihood(),
                inference.klPerLatent(),
                inference.kl(draw),
                inference.q().mean());
    }

    public static EncodeProgram encode(VaeSpec spec) {
        Build build = new Build(spec, false);
        Posterior.Moments q = build.posterior(build.x());
        return new EncodeProgram(q.mean(), q.logVariance());
    }

    public static DecodeProgram decode(VaeSpec spec) {
        Build build = new Build(spec, false);
        return new DecodeProgram(build.distribution(build.z()).mean());
    }

    /** The parameters of p(x|z) and p(z), in the order of the file. */
    static Collection<Node> generative(VaeSpec spec) {
        Build build = new Build(spec, false);
        Node z = build.z();
        build.distribution(z).logDensity(build.target());
        build.logPrior(z);
        return build.graph.parameters();
    }

    public static WeightProgram weight(VaeSpec spec) {
        DrawProgram draw = draw(spec);
        return new WeightProgram(draw.logLikelihood().plus(draw.logPrior()).minus(draw.logPosterior()));
    }

    public static DrawProgram draw(VaeSpec spec) {
        Build build = new Build(spec, false);
        Posterior.Moments q = build.given();
        Inference.Draw draw = new Draw(build, q, q.sample(build.noise()), build.target());
        return new DrawProgram(draw.logLikelihood(), draw.logPrior(), draw.logPosterior());
    }

    public static BoundProgram bound(VaeSpec spec) {
        Build build = new Build(spec, false);
        Posterior.Moments q = build.given();
        Inference inference = build.inference(q, build.target(), 1);
        Inference.Draw draw = inference.draw();
        Node elbo = draw.logLikelihood().minus(inference.kl(draw));
        List<Node> gradients = Gradients.byRow(elbo, List.of(q.mean(), q.logVariance()));
        return new BoundProgram(elbo, gradients.get(0), gradients.get(1));
    }

    /** The fields of a spec: what it is checked by before there is one. */
    public record Parts(
            List<Integer> data,
            List<Integer> input,
            List<Integer> condition,
            List<Layer> encoder,
            int latent,
            List<Layer> decoder,
            Likelihood likelihood,
            Posterior posterior,
            Prior prior,
            Initialization initialization) {
        static Parts of(VaeSpec s) {
            return new Parts(
                    s.data(),
                    s.input(),
                    s.condition(),
                    s.encoder(),
                    s.latent(),
                    s.decoder(),
                    s.likelihood(),
                    s.posterior(),
                    s.prior(),
                    s.initialization());
        }
    }

    /** Checks that layers fit one another. */
    public static void check(Parts parts) {
        Build build = new Build(parts, false);
        build.posterior(build.x());
        build.distribution(build.z()).mean();
    }

    /** The parts that programs are made of. */
    private static final class Build {
        private final Graph graph = new Graph();
        private final Parts spec;
        private final Shape data;
        private final Network network;

        Build(VaeSpec spec, boolean training) {
            this(Parts.of(spec), training);
        }

        Build(Parts spec, boolean training) {
            this.spec = spec;
            data = new Shape(spec.data());
            network = new Network(graph, "", spec.initialization(), training);
        }

        Node x() {
            return graph.input(X, spec.input() == null ? data : new Shape(spec.input()));
        }

        Node target() {
            return graph.input(TARGET, data);
        }

        Node z() {
            return graph.input(Z, Shape.of(spec.latent()));
        }

        Node noise() {
            return graph.normal(Shape.of(spec.latent()));
        }

        /** A Gaussian that is fed. */
        Posterior.Moments given() {
            Shape latent = Shape.of(spec.latent());
            return new Posterior.Moments(graph.input(MEAN, latent), graph.input(LOG_VARIANCE, latent));
        }

        private Node condition() {
            return graph.input(CONDITION, new Shape(spec.condition()));
        }

        Posterior.Moments posterior(Node x) {
            Node seen = spec.condition() == null ? x : besides(x, condition());
            return spec.posterior().of(Layer.chain(spec.encoder(), seen, "encoder", network), spec.latent(), network);
        }

        /** A value with a condition: as further channels where the encoder begins with a convolution, else at the end. */
        private Node besides(Node x, Node condition) {
            boolean image = x.shape().rank() == 3
                    && !spec.encoder().isEmpty()
                    && spec.encoder().get(0) instanceof Conv;
            if (!image) {
                return Node.concat(List.of(flat(x), flat(condition)));
            }
            int height = x.shape().extent(0);
            int width = x.shape().extent(1);
            if (condition.shape().rank() == 3
                    && condition.shape().extent(0) == height
                    && condition.shape().extent(1) == width) {
                return Node.concat(List.of(x, condition));
            }
            int n = condition.shape().size();
            Node maps = flat(condition).repeat(height * width).reshape(Shape.of(height, width, n));
            return Node.concat(List.of(x, maps));
        }

        private static Node flat(Node x) {
            return x.reshape(Shape.of(x.shape().size()));
        }

        Likelihood.Distribution distribution(Node z) {
            Node seen = spec.condition() == null ? z : Node.concat(List.of(z, flat(condition())));
            Node output = Layer.chain(spec.decoder(), seen, "decoder", network);
            Shape wanted = spec.likelihood().outputs(data);
            if (output.shape().size() != wanted.size()
                    || output.shape().rank() == 3 && !output.shape().equals(wanted)) {
                throw new IllegalArgumentException("decoder: ends in " + output.shape() + ", but data of shape " + data
                        + " and this likelihood need " + wanted);
            }
            Node shaped = output.shape().rank() == wanted.rank() ? output : Reshape.toImage(output, wanted);
            return spec.likelihood().of(shaped, data, named("likelihood"));
        }

        Node logPrior(Node z) {
            return spec.prior().logDensity(z, named("prior"));
        }

        private Network named(String name) {
            return new Network(graph, name, network.initialization(), network.training());
        }

        Inference inference(Node x, Node target, int batch) {
            return inference(posterior(x), target, batch);
        }

        Inference inference(Posterior.Moments q, Node target, int batch) {
            Node kl = spec.posterior().random() ? spec.prior().kl(q) : graph.fill(0, Shape.of(spec.latent()));
            return new Inference() {
                @Override
                public Posterior.Moments q() {
                    return q;
                }

                @Override
                public Draw draw() {
                    Node z = spec.posterior().random() ? q.sample(noise()) : q.mean();
                    return new Programs.Draw(Build.this, q, z, target);
                }

                @Override
                public Node klPerLatent() {
                    return kl;
                }

                @Override
                public Node weight() {
                    return graph.input(WEIGHT, Shape.of(1));
                }

                @Override
                public int batchRows() {
                    return batch;
                }
            };
        }
    }

    /** A draw of z; what is not asked for is not built. */
    private static final class Draw implements Inference.Draw {
        private final Build build;
        private final Posterior.Moments q;
        private final Node z;
        private final Node target;
        private Node logLikelihood;

        Draw(Build build, Posterior.Moments q, Node z, Node target) {
            this.build = build;
            this.q = q;
            this.z = z;
            this.target = target;
        }

        @Override
        public Node z() {
            return z;
        }

        @Override
        public Node logLikelihood() {
            if (logLikelihood == null) {
                logLikelihood = build.distribution(z).logDensity(target);
            }
            return logLikelihood;
        }

        @Override
        public Node logPrior() {
            return build.logPrior(z);
        }

        @Override
        public Node logPosterior() {
            return q.logDensity(z);
        }

        @Override
        public Node logPosteriorDetached() {
            return q.detached().logDensity(z);
        }

        @Override
        public Inference.Draw detached() {
            return new Draw(build, q, z.detach(), target);
        }
    }
}
