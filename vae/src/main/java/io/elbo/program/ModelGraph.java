package io.elbo.program;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Conditioning;
import io.elbo.layer.Layer;
import io.elbo.layer.Network;
import io.elbo.layer.Reshape;
import io.elbo.model.Inference;
import io.elbo.model.Likelihood;
import io.elbo.model.Posterior;
import io.elbo.spec.VaeSpec;
import java.util.List;

/** The parts that programs of a model are made of, in one graph. Parameters go by name. */
final class ModelGraph {
    private final Graph graph = new Graph();
    private final VaeSpec spec;
    private final Shape data;
    private final Network network;

    /** @param training whether layers act as in training (dropout) */
    ModelGraph(VaeSpec spec, boolean training) {
        this.spec = spec;
        data = new Shape(spec.data());
        network = new Network(graph, "", spec.initialization(), training);
    }

    Graph graph() {
        return graph;
    }

    VaeSpec spec() {
        return spec;
    }

    Node x() {
        return Input.X.of(graph, seenShape());
    }

    /** What p(x|z) is a distribution of: what the encoder sees, unless that is something else. */
    Node target(Node x, boolean separate) {
        return separate || spec.input() != null ? target() : x;
    }

    Node target() {
        return Input.TARGET.of(graph, data);
    }

    Node z() {
        return Input.Z.of(graph, latent());
    }

    Node noise(int samples) {
        return graph.normal(latent(), samples);
    }

    Shape latent() {
        return Shape.of(spec.latent());
    }

    /** A Gaussian that is fed. */
    Posterior.Moments given() {
        return new Posterior.Moments(Input.MEAN.of(graph, latent()), Input.LOG_VARIANCE.of(graph, latent()));
    }

    /** A draw from a q(z|x) that is fed. */
    ModelDraw drawOfGiven() {
        Posterior.Moments q = given();
        return new ModelDraw(this, q, q.sample(noise(1)), target(), null);
    }

    private Node condition() {
        return Input.CONDITION.of(graph, new Shape(spec.condition()));
    }

    Shape seenShape() {
        return spec.input() == null ? data : new Shape(spec.input());
    }

    /** One of the prior's own rows, as the encoder sees it. */
    Node ownRow(Node which) {
        // between 0 and 1 lie pixels, and what a likelihood takes no others of
        boolean unit = seenShape().rank() == 3
                || spec.likelihood().refuses(0, -1) != null && spec.likelihood().refuses(0, 2) != null;
        return spec.prior().ownRow(which, seenShape(), unit, named("prior"));
    }

    Posterior.Moments posterior(Node x) {
        Node seen = spec.condition() == null ? x : Conditioning.of(spec.encoder(), x, condition());
        return spec.posterior().of(Layer.chain(spec.encoder(), seen, "encoder", network), spec.latent(), network);
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

    private static Node flat(Node x) {
        return x.reshape(Shape.of(x.shape().size()));
    }

    /**
     * {@code ln p(z)}.
     *
     * @param own the rows of the prior's own in this batch; null if there are none: of a prior that needs some, 0 then stands for a
     *     density that the program cannot know
     */
    Node logPrior(Node z, Posterior.Moments q, OwnRows own) {
        if (own != null) {
            return own.logDensity(z, q);
        }
        return spec.prior().ownRows() > 0
                ? graph.fill(0, Shape.of(1))
                : spec.prior().logDensity(z, named("prior"));
    }

    private Network named(String name) {
        return new Network(graph, name, network.initialization(), network.training());
    }

    /** @param own null but in the training with a prior that has rows of its own */
    Inference inference(Posterior.Moments q, Node target, int batch, OwnRows own) {
        Node kl = spec.posterior().random() ? spec.prior().kl(q) : graph.fill(0, latent());
        return new Inference() {
            @Override
            public Posterior.Moments q() {
                return q;
            }

            @Override
            public Draw draw(int samples) {
                Node z = spec.posterior().random() ? q.sample(noise(samples)) : q.mean();
                return new ModelDraw(ModelGraph.this, q, z, target, own);
            }

            @Override
            public Node klPerLatent() {
                return kl;
            }

            @Override
            public Node weight() {
                return Input.WEIGHT.of(graph, Shape.of(1));
            }

            @Override
            public int batchRows() {
                return batch;
            }
        };
    }
}
