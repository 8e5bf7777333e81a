package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;

/**
 * One of some classes: the last axis holds groups of one-hot values, and the decoder gives as many logits l. For each group
 * {@code ln p(x|z) = sum_k x_k (l_k - ln sum_j e^l_j)}; the mean is the softmax.
 *
 * @param classes of a group, at least 2
 */
public record Categorical(int classes) implements Likelihood {
    public Categorical {
        if (classes < 2) {
            throw new IllegalArgumentException("classes " + classes + ": must be at least 2");
        }
    }

    @Override
    public Shape outputs(Shape data) {
        return outputsOf(data);
    }

    private Shape outputsOf(Shape data) {
        if (data.last() % classes != 0) {
            throw new IllegalArgumentException("data " + data + ": its last extent must be a multiple of " + classes
                    + ", the classes of this categorical likelihood");
        }
        return data;
    }

    @Override
    public Distribution of(Node output, Shape data, Network network) {
        Shape groups = Shape.of(data.size() / classes, classes);
        Node logits = output.reshape(groups);
        Node logProbabilities = logits.minus(logits.logSumExp().broadcast(groups));
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                return x.reshape(groups).times(logProbabilities).sum();
            }

            @Override
            public Node mean() {
                return logProbabilities.exp().reshape(data);
            }
        };
    }

    @Override
    public boolean continuous() {
        return false;
    }

    @Override
    public String refuses(int feature, float x) {
        return x >= 0 && x <= 1 ? null : "a categorical likelihood takes one-hot values, 0 or 1";
    }
}
