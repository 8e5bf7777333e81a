package io.elbo.image.generation;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.engine.Optimizer;
import io.elbo.engine.Shape;
import io.elbo.engine.Workers;
import io.elbo.engine.execution.Executor;
import io.elbo.engine.execution.Parameters;
import io.elbo.layer.Dense;
import io.elbo.layer.Initialization;
import io.elbo.layer.Network;
import io.elbo.math.CounterRandom;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import io.elbo.rows.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A classifier of dense layers with relu, trained on labelled images by cross entropy. Its last hidden layer tells apart what
 * matters to the labels, and is the space in which sets of images are compared, as the Frechet distance of natural images
 * is taken in that of an Inception network (Heusel et al. 2017). Distances in the features of one classifier do not compare
 * with those of another.
 */
public final class FeatureClassifier implements Features {
    private static final String LABEL = "label";
    private static final double RATE = 1e-3;

    /**
     * The form of a classifier.
     *
     * @param inputs numbers of a row
     * @param hidden units of the first hidden layer
     * @param features units of the last hidden layer
     * @param classes of the labels
     */
    record Form(int inputs, int hidden, int features, int classes) {
        /** Hidden layer and logits of the input x. */
        private Node[] of(Graph graph) {
            Node first = layer(graph, "hidden", Input.X.of(graph, Shape.of(inputs)), hidden)
                    .relu();
            Node last = layer(graph, "features", first, features).relu();
            return new Node[] {last, layer(graph, "logits", last, classes)};
        }

        private static Node layer(Graph graph, String name, Node x, int units) {
            return new Dense(units).apply(x, new Network(graph, name, Initialization.PYTORCH, true));
        }

        List<Node> parameters() {
            Graph graph = new Graph();
            of(graph);
            return graph.parameters();
        }
    }

    /**
     * How a classifier is trained: by Adam in batches of 100, at a rate that falls linearly from 0.001 to 0.
     *
     * @param hidden units of the first hidden layer
     * @param features units of the last hidden layer
     * @param epochs passes over the images
     * @param seed of weights and order
     */
    public record Options(int hidden, int features, int epochs, long seed) {
        private static final int MOST = 100_000;

        public Options {
            within("hidden", hidden);
            within("features", features);
            within("epochs", epochs);
        }

        private static void within(String name, int value) {
            if (value < 1 || value > MOST) {
                throw new IllegalArgumentException(name + " " + value + ": must be 1 to " + MOST);
            }
        }

        /** 256 and 64 units, 5 epochs, seed 1. */
        public static Options defaults() {
            return new Options(256, 64, 5, 1);
        }

        /** The same with another seed. */
        public Options withSeed(long other) {
            return new Options(hidden, features, epochs, other);
        }
    }

    private final Form form;
    private final Parameters parameters;
    private final Pass pass;

    FeatureClassifier(Form form, Parameters parameters) {
        this.form = form;
        this.parameters = parameters;
        pass = new Pass(parameters, List.of(form.of(new Graph())));
    }

    /**
     * Trains on all processors; the result does not depend on how many those are.
     *
     * @throws DataException if the images have no labels
     */
    public static FeatureClassifier train(Images images, Options options) {
        int classes = Examples.classes(images);
        Rows labels = Examples.oneHot(images.labels().orElseThrow(), classes);
        Form form = new Form(images.width(), options.hidden, options.features, classes);
        Parameters parameters = Parameters.initial(form.parameters(), options.seed);
        Graph graph = new Graph();
        Node logits = form.of(graph)[1];
        Node loss = logits.logSumExp()
                .minus(logits.times(graph.input(LABEL, Shape.of(classes))).sum());
        int n = images.count();
        int batch = Math.min(100, n);
        long steps = (long) options.epochs * ((n + batch - 1) / batch);
        CounterRandom shuffle = CounterRandom.of(options.seed, "shuffle");
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
            Executor executor = Executor.training(loss, List.of(), parameters, new Optimizer.Adam(), 0, batch, workers);
            int step = 0;
            for (int epoch = 0; epoch < options.epochs; epoch++) {
                int[] order = shuffle.permutation(epoch, n);
                for (int from = 0; from < n; from += batch) {
                    int first = from;
                    Feed feed = (input, row, to, at) -> (input == 0 ? images : labels).read(order[first + row], to, at);
                    double rate = RATE * (1 - (double) step / steps);
                    executor.train(feed, Math.min(batch, n - from), options.seed, ++step, rate);
                }
            }
        }
        return new FeatureClassifier(form, parameters);
    }

    @Override
    public float[][] of(Rows rows) {
        return run(rows)[0];
    }

    /** The most probable class of each row. */
    public int[] classify(Rows rows) {
        float[][] logits = run(rows)[1];
        int[] classes = new int[logits.length];
        for (int row = 0; row < classes.length; row++) {
            for (int c = 1; c < form.classes; c++) {
                classes[row] = logits[row][c] > logits[row][classes[row]] ? c : classes[row];
            }
        }
        return classes;
    }

    /** The share of labelled images that are recognized. */
    public double accuracy(Images images) {
        int[] labels =
                images.labels().orElseThrow(() -> new DataException(images.name() + ": has no labels to compare with"));
        int[] found = classify(images);
        int right = 0;
        for (int row = 0; row < found.length; row++) {
            right += found[row] == labels[row] ? 1 : 0;
        }
        return (double) right / found.length;
    }

    private float[][][] run(Rows rows) {
        if (rows.width() != form.inputs) {
            throw new DataException(
                    "rows have " + rows.width() + " numbers; these features are of rows of " + form.inputs);
        }
        return pass.run(Map.of(Input.X, rows));
    }

    @Override
    public String name() {
        return form.features + " features of a classifier of " + form.classes + " classes";
    }

    /**
     * Writes a safetensors file, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        FeatureFile.write(file, form, parameters);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static FeatureClassifier load(Path file) {
        return FeatureFile.read(file);
    }
}
