package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.layer.Network;
import io.elbo.math.LogSums;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * A categorical likelihood. The last axis holds groups of one-hot values, and the decoder outputs as many logits l. For each group
 * {@code ln p(x|z) = sum_k x_k (l_k - ln sum_j e^l_j)}; the mean is the softmax.
 *
 * @param classes the number of classes in a group, at least 2
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
        return ofGroups(output, data, Collections.nCopies(data.size() / classes, classes));
    }

    /**
     * Returns the distribution of consecutive groups of one-hot values.
     *
     * @param output the logits, in any shape
     * @param data the shape of a row
     * @param classes the number of classes of each group
     */
    static Distribution ofGroups(Node output, Shape data, List<Integer> classes) {
        Shape vector = Shape.of(data.size());
        Node logits = output.reshape(vector);
        Node logSums = logits.logSumExpOfGroups(classes);
        return new Distribution() {
            @Override
            public Node logDensities(Node x) {
                Node ones = x.reshape(vector);
                return ones.times(logits)
                        .sumGroups(classes)
                        .minus(ones.sumGroups(classes).times(logSums));
            }

            @Override
            public Node logDensity(Node x) {
                Node ones = x.reshape(vector);
                return ones.times(logits)
                        .sumAll()
                        .minus(ones.sumGroups(classes).times(logSums).sumAll());
            }

            @Override
            public Node mean() {
                return logits.minus(logSums.broadcastGroups(classes)).exp().reshape(data);
            }
        };
    }

    @Override
    public RowDistribution at(float[] output, Shape data, Function<String, float[]> learned) {
        return new Groups(output, classes, data.size() / classes);
    }

    /** Groups of one-hot values. */
    private record Groups(float[] logits, int classes, int groups) implements RowDistribution {
        private double[] probabilities(int group) {
            return LogSums.normalized(logits, group * classes, classes);
        }

        @Override
        public double logDensity(float[] x) {
            double sum = 0;
            for (int g = 0; g < groups; g++) {
                double[] p = probabilities(g);
                for (int k = 0; k < classes; k++) {
                    float one = x[g * classes + k];
                    sum += one == 0 ? 0 : one * StrictMath.log(p[k]);
                }
            }
            return sum;
        }

        @Override
        public double mean(int feature) {
            return probabilities(feature / classes)[feature % classes];
        }

        @Override
        public double quantile(int feature, double p) {
            return p <= 1 - mean(feature) ? 0 : 1;
        }

        @Override
        public void sample(IntToDoubleFunction uniform, float[] to, int at) {
            for (int g = 0; g < groups; g++) {
                double[] p = probabilities(g);
                double left = uniform.applyAsDouble(g * classes);
                int k = 0;
                while (k < classes - 1 && left >= p[k]) {
                    left -= p[k];
                    k++;
                }
                for (int j = 0; j < classes; j++) {
                    to[at + g * classes + j] = j == k ? 1 : 0;
                }
            }
        }
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
