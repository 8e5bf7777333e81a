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

/** Builds the parts of a model's programs in one graph. Parameters are identified by name. */
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

    /** Returns the target of p(x|z), which is the encoder's input unless they differ. */
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

    /** Returns a Gaussian whose parameters are inputs. */
    Posterior.Moments given() {
        return new Posterior.Moments(Input.MEAN.of(graph, latent()), Input.LOG_VARIANCE.of(graph, latent()));
    }

    /** Returns a draw from a q(z|x) that is an input. */
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

    /** Returns one of the prior's own rows, as the encoder's input. */
    Node ownRow(Node which) {
        // pixels lie between 0 and 1, as do values of a likelihood that allows no others
        boolean unit = seenShape().rank() == 3
                || spec.likelihood().refuses(0, -1) != null && spec.likelihood().refuses(0, 2) != null;
        return spec.prior().ownRow(which, seenShape(), unit, named("prior"));
    }

    Posterior.Moments posterior(Node x) {
        Node seen = spec.condition() == null ? x : Conditioning.of(spec.encoder(), x, condition());
        return spec.posterior().of(Layer.chain(spec.encoder(), seen, "encoder", network), spec.latent(), network);
    }

    Likelihood.Distribution distribution(Node z) {
        return distributionOf(output(z));
    }

    /** @param output of the decoder */
    Likelihood.Distribution distributionOf(Node output) {
        return spec.likelihood().of(output, data, named("likelihood"));
    }

    /** Returns the decoder's output in the shape of the likelihood's parameters. */
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
     * Returns {@code ln p(z)}.
     *
     * @param own the prior's own rows in this minibatch; null if there are none. For a prior that needs them the result is then 0, because the
     *     program cannot know the density
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

    /** @param own the prior's own rows in training; null if there are none */
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
