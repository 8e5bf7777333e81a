package io.elbo.semi;

import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Op;
import io.elbo.engine.Shape;
import io.elbo.layer.Activation;
import io.elbo.layer.Network;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.Likelihood;
import io.elbo.model.Normals;
import io.elbo.model.Posterior;
import io.elbo.spec.Binarization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The programs of an {@link M2}. Values that depend on the label are computed for n labels of a row at once, {@code [n, ...]}: for all classes of
 * an unlabelled row, or for the one label of a labelled row. The first layer of encoder and decoder is split into a part for x (or z) and
 * a part for the label, so that the first part is computed once per row.
 */
final class M2Program {
    /** The row; in training, the unlabelled row. */
    static final String X = "X";
    /** The labelled row of the pair. */
    static final String LABELLED_X = "LABELLED_X";
    /** A suffix of the names above, for the standard deviations of rows that are given by mean and deviation. */
    static final String DEVIATION = "_deviation";
    /** The one-hot label. */
    static final String LABEL = "CONDITION";

    static final String Z = "Z";

    private static final float HALF = 0.5f;
    private static final String LIKELIHOOD = "likelihood";

    private final Graph graph = new Graph();
    private final int features;
    private final int classes;
    private final Likelihood likelihood;
    private final M2Spec.Networks networks;

    private M2Program(List<Integer> data, int classes, Likelihood likelihood, M2Spec.Networks networks) {
        features = new Shape(data).size();
        this.classes = classes;
        this.likelihood = likelihood;
        this.networks = networks;
    }

    private static M2Program of(M2Spec spec) {
        return new M2Program(spec.data(), spec.classes(), spec.likelihood(), spec.networks());
    }

    /**
     * The program from a pair of rows, one labelled and one not, to its part of the objective. Inputs: x, labelled_x, label.
     *
     * @param loss the minimised value, {@code [1]}
     * @param labelledBound {@code -L(x, y)} of the labelled row
     * @param unlabelledBound {@code -U(x)} of the unlabelled row
     * @param classification {@code -ln q(y|x)} of the labelled row
     */
    record Training(Node loss, Node labelledBound, Node unlabelledBound, Node classification) {}

    /** The weights of the terms of the objective. */
    record Weights(double labelled, double unlabelled, double alpha) {}

    /**
     * Returns the objective of M2 per row, {@code J/N = N_l/N mean(L) + N_u/N mean(U) + alpha mean(-ln q(y|x))}. The first and the last mean
     * are over labelled rows. Each row of a minibatch is a pair, so every mean has an unbiased estimate for any numbers of labelled and
     * unlabelled rows.
     *
     * @param deviations whether rows are given by mean and deviation, and drawn in each step
     */
    static Training training(M2Spec spec, Weights weights, Binarization binarization, boolean deviations) {
        M2Program p = of(spec);
        Node x = p.drawn(X, binarization, deviations);
        Node labelled = p.drawn(LABELLED_X, binarization, deviations);
        Node label = p.graph.input(LABEL, Shape.of(p.classes));

        Node logQ = p.logClassifier(x);
        Node unlabelledBound =
                logQ.exp().times(p.evidence(x, p.everyLabel()).minus(logQ)).sumAll();
        Node labelledBound = p.evidence(labelled, label.reshape(Shape.of(1, p.classes)));
        Node classification = p.logClassifier(labelled).times(label).sumAll().negate();
        Node loss = labelledBound
                .times((float) -weights.labelled)
                .plus(unlabelledBound.times((float) -weights.unlabelled))
                .plus(classification.times((float) weights.alpha));
        return new Training(loss, labelledBound, unlabelledBound, classification);
    }

    /** Returns q(y|x) of a row, {@code [classes]}. Inputs: x. */
    static Node classify(M2Spec spec, Binarization binarization) {
        M2Program p = of(spec);
        return p.logClassifier(p.used(binarization)).exp();
    }

    /** Returns the mean of q(z|x,y), {@code [latent]}. Inputs: x, label. */
    static Node encode(M2Spec spec, Binarization binarization) {
        M2Program p = of(spec);
        Node mean = p.style(p.used(binarization), p.oneLabel()).mean();
        return mean.reshape(Shape.of(spec.networks().latent()));
    }

    /** Returns {@code E[x|y,z]}, {@code [features]}. Inputs: z, label. */
    static Node decode(M2Spec spec) {
        M2Program p = of(spec);
        Node z = p.graph.input(Z, Shape.of(1, spec.networks().latent()));
        return p.distribution(z, p.oneLabel()).mean().reshape(Shape.of(p.features));
    }

    /** Returns the nodes of all parameters of a spec, in the order of the file. */
    static Collection<Node> parameters(M2Spec spec) {
        Weights any = new Weights(1, 1, 1);
        return training(spec, any, Binarization.NONE, false).loss().graph().parameters();
    }

    /** Checks that a likelihood supports several labels of a row at once. */
    static void check(List<Integer> data, int classes, Likelihood likelihood, M2Spec.Networks networks) {
        M2Program p = new M2Program(data, classes, likelihood, networks);
        Node x = p.graph.input(X, Shape.of(1, p.features));
        Node z = p.graph.input(Z, Shape.of(1, networks.latent()));
        Node densities = p.distribution(z, p.oneLabel()).logDensities(x);
        boolean own = p.graph.parameters().stream()
                .anyMatch(node -> ((Op.Parameter) node.op()).name().startsWith(LIKELIHOOD));
        if (own || !densities.shape().equals(x.shape())) {
            throw new IllegalArgumentException("likelihood: M2 takes one whose parameters all come from the decoder, a "
                    + "feature at a time, such as bernoulli, gaussian, or learned_gaussian of scale decoder");
        }
    }

    private Node drawn(String name, Binarization binarization, boolean deviations) {
        Shape shape = Shape.of(features);
        Node x = graph.input(name, shape);
        if (deviations) {
            return x.plus(graph.input(name + DEVIATION, shape).times(graph.normal(shape)));
        }
        return binarization == Binarization.DYNAMIC
                ? x.minus(graph.uniform(shape)).step()
                : fixed(x, binarization);
    }

    /** Returns a row as it is used after training, when the mean replaces draws. */
    private Node used(Binarization binarization) {
        return fixed(graph.input(X, Shape.of(features)), binarization);
    }

    private static Node fixed(Node x, Binarization binarization) {
        return binarization == Binarization.THRESHOLD ? x.plus(-HALF).step() : x;
    }

    private Node oneLabel() {
        return graph.input(LABEL, Shape.of(1, classes));
    }

    /** Returns the one-hot labels of all classes, {@code [classes, classes]}. */
    private Node everyLabel() {
        Node one = graph.fill(1, Shape.of(1));
        Node zeros = graph.fill(0, Shape.of(classes));
        List<Node> runs = new ArrayList<>(List.of(one));
        for (int c = 1; c < classes; c++) {
            runs.add(zeros);
            runs.add(one);
        }
        return Node.concat(runs).reshape(Shape.of(classes, classes));
    }

    /** Returns {@code ln q(y|x)} of each class, {@code [classes]}. */
    private Node logClassifier(Node x) {
        Node hidden = x;
        int layer = 0;
        for (int units : networks.hidden()) {
            hidden = activated(dense("classifier." + layer++, hidden, units));
        }
        Node logits = dense("classifier." + layer, hidden, classes);
        return logits.minus(logits.logSumExp().broadcast(logits.shape()));
    }

    /**
     * Returns {@code -L(x, y) = ln p(x|y,z) + ln p(y) - KL(q(z|x,y) || N(0, I))} at a draw of z, for each of n labels, {@code [n]}.
     * p(y) is uniform.
     */
    private Node evidence(Node x, Node labels) {
        int n = labels.shape().extent(0);
        Posterior.Moments q = style(x, labels);
        Node z = q.sample(graph.normal(Shape.of(n, networks.latent())));
        Node reconstruction = distribution(z, labels).logDensities(x.repeat(n)).sum();
        Node kl = Normals.klToStandard(q.mean(), q.logVariance()).sum();
        return reconstruction.minus(kl).plus((float) -StrictMath.log(classes));
    }

    /** Returns q(z|x,y) for each of n labels, {@code [n, latent]}. */
    private Posterior.Moments style(Node x, Node labels) {
        List<Integer> units = networks.hidden();
        Node hidden = activated(labelled("encoder.0", x, labels, units.get(0)));
        for (int i = 1; i < units.size(); i++) {
            hidden = activated(dense("encoder." + i, hidden, units.get(i)));
        }
        Node mean = dense("mean", hidden, networks.latent());
        Node raw = dense("log_variance", hidden, networks.latent());
        float bound = DiagonalGaussian.BOUND;
        return new Posterior.Moments(mean, raw.times(1 / bound).tanh().times(bound));
    }

    /** Returns p(x|y,z) for each of n labels with its z. */
    private Likelihood.Distribution distribution(Node z, Node labels) {
        List<Integer> units = networks.hidden();
        int last = units.size() - 1;
        Node hidden = activated(labelled("decoder.0", z, labels, units.get(last)));
        for (int i = 1; i < units.size(); i++) {
            hidden = activated(dense("decoder." + i, hidden, units.get(last - i)));
        }
        Shape data = Shape.of(labels.shape().extent(0), features);
        Node output = dense(
                "decoder." + units.size(), hidden, likelihood.outputs(data).last());
        return likelihood.of(output, data, network(LIKELIHOOD));
    }

    /** Returns {@code W x + V y + b} for each of n labels y, {@code [n, units]}; x is {@code [in]} for all or {@code [n, in]}. */
    private Node labelled(String name, Node x, Node labels, int units) {
        int in = x.shape().last();
        int fanIn = in + classes;
        Network network = network(name);
        Node ofX = x.affine(network.weight(Shape.of(units, in), fanIn, units), network.bias(units, fanIn));
        Node ofLabels = labels.affine(network(name + ".label").weight(Shape.of(units, classes), fanIn, units));
        Node everywhere = x.shape().rank() == 1 ? ofX.repeat(labels.shape().extent(0)) : ofX;
        return everywhere.plus(ofLabels);
    }

    /** Returns {@code W x + b} over the last axis. */
    private Node dense(String name, Node x, int units) {
        int in = x.shape().last();
        Network network = network(name);
        return x.affine(network.weight(Shape.of(units, in), in, units), network.bias(units, in));
    }

    private Node activated(Node x) {
        return new Activation(networks.activation()).apply(x, network("activation"));
    }

    private Network network(String name) {
        return new Network(graph, name, networks.initialization(), true);
    }
}
