package io.elbo.program;

import io.elbo.data.DataException;
import io.elbo.engine.Goal;
import io.elbo.engine.Gradients;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Conditioning;
import io.elbo.layer.Layer;
import io.elbo.layer.Network;
import io.elbo.layer.Reshape;
import io.elbo.model.Inference;
import io.elbo.model.Likelihood;
import io.elbo.model.Objective;
import io.elbo.model.Posterior;
import io.elbo.model.Prior;
import io.elbo.model.VampPrior;
import io.elbo.spec.VaeSpec;
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

    /** Which pseudo-input, one-hot. */
    public static final String COMPONENT = "component";

    public static final String WEIGHT = "weight";
    public static final String Z = "z";
    public static final String NOISE = "noise";
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
     * @param kl of a {@link VampPrior}, whose components are not known here, only {@code ln q(z|x)}
     */
    public record ElboProgram(Node reconstruction, Node klPerLatent, Node kl, Node mean, Node z) {}

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
     * {@code ln p(x|z) + ln p(z) - ln q(z|x)} of a sample z of q(z|x), and {@code ln p(z)} alone, which is 0 of a {@link
     * VampPrior}, whose components are not known here. Inputs: mean, log_variance, target, condition.
     */
    public record WeightProgram(Node logWeight, Node z, Node logPrior) {}

    /**
     * The ELBO of a given q(z|x), with one sample of z, and its gradients with respect to q's numbers. Inputs: mean,
     * log_variance, target, condition.
     */
    public record BoundProgram(Node elbo, Node meanGradient, Node logVarianceGradient) {}

    /**
     * The training of an objective.
     *
     * @param separate whether the encoder sees something else than the target
     * @param batch rows of the data in a batch at most; {@link Prior#extraRows} come before them
     */
    public static TrainingProgram training(VaeSpec spec, Objective objective, boolean separate, int batch) {
        Build build = new Build(spec, true);
        Node x = build.x();
        Node target = separate || spec.input() != null ? build.target() : x;
        if (spec.prior() instanceof VampPrior prior) {
            PseudoRows pseudo = new PseudoRows(build, prior, batch);
            return new TrainingProgram(
                    build.graph, pseudo.masked(objective.of(build.inference(pseudo.seen(x), target, batch, pseudo))));
        }
        return new TrainingProgram(build.graph, objective.of(build.inference(x, target, batch)));
    }

    /** The posteriors of the pseudo-inputs of a {@link VampPrior}. Input: component. */
    public static EncodeProgram pseudoInputs(VaeSpec spec) {
        Build build = new Build(spec, false);
        VampPrior prior = (VampPrior) spec.prior();
        Node which = build.graph.input(COMPONENT, Shape.of(prior.pseudoInputs()));
        Posterior.Moments q =
                build.posterior(prior.pseudoInput(which, build.seenShape(), build.unit(), build.named("prior")));
        return new EncodeProgram(q.mean(), q.logVariance());
    }

    /**
     * The rows of a batch that carry the pseudo-inputs of a {@link VampPrior}: the first K. All rows go through the encoder,
     * all see the posteriors of these, and the loss is that of the others.
     */
    private static final class PseudoRows {
        private final Build build;
        private final VampPrior prior;
        private final int rows;
        private final Node which;
        private final Node pseudo;

        PseudoRows(Build build, VampPrior prior, int batch) {
            this.build = build;
            this.prior = prior;
            rows = prior.pseudoInputs() + batch;
            which = build.graph.position(rows).slice(0, prior.pseudoInputs());
            pseudo = which.sum();
        }

        Node seen(Node x) {
            Shape flat = Shape.of(x.shape().size());
            Node u = prior.pseudoInput(which, x.shape(), build.unit(), build.named("prior"));
            return pseudo.broadcast(flat)
                    .select(u.reshape(flat), x.reshape(flat))
                    .reshape(x.shape());
        }

        Node logDensity(Node z, Posterior.Moments q) {
            return prior.logDensity(z, new Posterior.Moments(first(q.mean()), first(q.logVariance())));
        }

        private Node first(Node value) {
            int latent = value.shape().size();
            return value.allRows(rows)
                    .reshape(Shape.of(rows * latent))
                    .slice(0, prior.pseudoInputs() * latent)
                    .reshape(Shape.of(prior.pseudoInputs(), latent));
        }

        Objective.Terms masked(Objective.Terms terms) {
            return new Objective.Terms(
                    masked(terms.loss()),
                    terms.encoderLoss() == null ? null : masked(terms.encoderLoss()),
                    terms.reconstruction(),
                    terms.kl());
        }

        /** Zero for the pseudo-inputs; the mean over all rows is then that over the others. */
        private Node masked(Node loss) {
            Node share = build.graph.inverseRows().times(-prior.pseudoInputs()).plus(1);
            return pseudo.select(loss.zero(), loss.over(share));
        }
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
                inference.q().mean(),
                draw.z());
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

    /** What the decoder gives for z: the numbers that the likelihood is made of. Inputs: z, condition. */
    public static Node decoderOutput(VaeSpec spec) {
        Build build = new Build(spec, false);
        return build.output(build.z());
    }

    /** Latents and rows to {@code ln p(x_i|z)} of each feature. Inputs: z, target, condition. */
    public static Node logDensities(VaeSpec spec) {
        Build build = new Build(spec, false);
        return build.distribution(build.z()).logDensities(build.target());
    }

    /** The parameters of p(x|z) and p(z), in the order of the file. */
    public static Collection<Node> generative(VaeSpec spec) {
        Build build = new Build(spec, false);
        Node z = build.z();
        build.distribution(z).logDensity(build.target());
        build.logPrior(z, null, null);
        return build.graph.parameters();
    }

    public static WeightProgram weight(VaeSpec spec) {
        Inference.Draw draw = draw(new Build(spec, false));
        Node logPrior = draw.logPrior();
        return new WeightProgram(draw.logLikelihood().plus(logPrior).minus(draw.logPosterior()), draw.z(), logPrior);
    }

    /**
     * {@code ln p(x|z) p(z) / q(z|x)} of the z that a standard normal number e makes: {@code z = mean + deviation * e}. Inputs: mean,
     * log variance, target, noise (e).
     */
    public static Node weightOfNoise(VaeSpec spec) {
        Build build = new Build(spec, false);
        Posterior.Moments q = build.given();
        Node noise = build.graph.input(NOISE, Shape.of(spec.latent()));
        Inference.Draw draw = new Draw(build, q, q.sample(noise), build.target(), null);
        return draw.logLikelihood().plus(draw.logPrior()).minus(draw.logPosterior());
    }

    public static DrawProgram draw(VaeSpec spec) {
        Inference.Draw draw = draw(new Build(spec, false));
        return new DrawProgram(draw.logLikelihood(), draw.logPrior(), draw.logPosterior());
    }

    private static Inference.Draw draw(Build build) {
        Posterior.Moments q = build.given();
        return new Draw(build, q, q.sample(build.noise(1)), build.target(), null);
    }

    /** @throws DataException if the prior's components are known in training only */
    public static BoundProgram bound(VaeSpec spec) {
        if (spec.prior() instanceof VampPrior) {
            throw new DataException("q(z|x) of single rows cannot be optimised in a model with prior vamp");
        }
        Build build = new Build(spec, false);
        Posterior.Moments q = build.given();
        Inference inference = build.inference(q, build.target(), 1, null);
        Inference.Draw draw = inference.draw();
        Node elbo = draw.logLikelihood().minus(inference.kl(draw));
        List<Node> gradients = Gradients.byRow(elbo, List.of(q.mean(), q.logVariance()));
        return new BoundProgram(elbo, gradients.get(0), gradients.get(1));
    }

    /** The parts that programs are made of. */
    private static final class Build {
        private final Graph graph = new Graph();
        private final VaeSpec spec;
        private final Shape data;
        private final Network network;

        Build(VaeSpec spec, boolean training) {
            this.spec = spec;
            data = new Shape(spec.data());
            network = new Network(graph, "", spec.initialization(), training);
        }

        Node x() {
            return graph.input(X, seenShape());
        }

        /** Whether what the encoder sees lies between 0 and 1: pixels, and what a likelihood takes no others of. */
        boolean unit() {
            return seenShape().rank() == 3
                    || spec.likelihood().refuses(0, -1) != null
                            && spec.likelihood().refuses(0, 2) != null;
        }

        Shape seenShape() {
            return spec.input() == null ? data : new Shape(spec.input());
        }

        Node target() {
            return graph.input(TARGET, data);
        }

        Node z() {
            return graph.input(Z, Shape.of(spec.latent()));
        }

        Node noise(int samples) {
            return graph.normal(Shape.of(spec.latent()), samples);
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
            Node seen = spec.condition() == null ? x : Conditioning.of(spec.encoder(), x, condition());
            return spec.posterior().of(Layer.chain(spec.encoder(), seen, "encoder", network), spec.latent(), network);
        }

        private static Node flat(Node x) {
            return x.reshape(Shape.of(x.shape().size()));
        }

        Likelihood.Distribution distribution(Node z) {
            return spec.likelihood().of(output(z), data, named("likelihood"));
        }

        /** What the decoder gives, in the shape that the likelihood takes. */
        Node output(Node z) {
            Node seen = spec.condition() == null ? z : Node.concat(List.of(z, flat(condition())));
            Node output = Layer.chain(spec.decoder(), seen, "decoder", network);
            Shape wanted = spec.likelihood().outputs(data);
            return output.shape().rank() == wanted.rank() ? output : Reshape.toImage(output, wanted);
        }

        Node logPrior(Node z, Posterior.Moments q, PseudoRows pseudo) {
            if (spec.prior() instanceof VampPrior) {
                return pseudo == null ? graph.fill(0, Shape.of(1)) : pseudo.logDensity(z, q);
            }
            return spec.prior().logDensity(z, named("prior"));
        }

        private Network named(String name) {
            return new Network(graph, name, network.initialization(), network.training());
        }

        Inference inference(Node x, Node target, int batch) {
            return inference(x, target, batch, null);
        }

        /** @param pseudo null but in the training of a {@link VampPrior} */
        Inference inference(Node x, Node target, int batch, PseudoRows pseudo) {
            return inference(posterior(x), target, batch, pseudo);
        }

        Inference inference(Posterior.Moments q, Node target, int batch, PseudoRows pseudo) {
            Node kl = spec.posterior().random() ? spec.prior().kl(q) : graph.fill(0, Shape.of(spec.latent()));
            return new Inference() {
                @Override
                public Posterior.Moments q() {
                    return q;
                }

                @Override
                public Draw draw(int samples) {
                    Node z = spec.posterior().random() ? q.sample(noise(samples)) : q.mean();
                    return new Programs.Draw(Build.this, q, z, target, pseudo);
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

    /** Draws of z; what is not asked for is not built. */
    private static final class Draw implements Inference.Draw {
        private final Build build;
        private final Posterior.Moments q;
        private final Node z;
        private final Node target;
        private final PseudoRows pseudo;
        private Node logLikelihood;

        Draw(Build build, Posterior.Moments q, Node z, Node target, PseudoRows pseudo) {
            this.build = build;
            this.q = q;
            this.z = z;
            this.target = target;
            this.pseudo = pseudo;
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
            return build.logPrior(z, q, pseudo);
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
            return new Draw(build, q, z.detach(), target, pseudo);
        }
    }
}
