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
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import io.elbo.rows.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A classifier of dense ReLU layers, trained on labelled images with the cross entropy. Its last hidden layer represents what matters to
 * the labels, and sets of images are compared in that space. The Frechet distance of natural images uses an Inception network in the same
 * way (Heusel et al. 2017). Distances in the features of different classifiers are not comparable.
 */
public final class FeatureClassifier implements Features {
    private static final String LABEL = "label";
    private static final double RATE = 1e-3;

    /**
     * The layer sizes of a classifier.
     *
     * @param inputs the width of a row
     * @param hidden the units of the first hidden layer
     * @param features the units of the last hidden layer
     * @param classes the number of classes
     */
    record Form(int inputs, int hidden, int features, int classes) {
        /** Returns the last hidden layer and the logits for the input x. */
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
     * The training options of a classifier. Training uses Adam with batches of 100 and a learning rate that falls linearly from 0.001 to 0.
     *
     * @param hidden the units of the first hidden layer
     * @param features the units of the last hidden layer
     * @param epochs the number of passes over the images
     * @param seed the seed of the weights and of the order of the images
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

        /** Returns options with 256 and 64 units, 5 epochs and seed 1. */
        public static Options defaults() {
            return new Options(256, 64, 5, 1);
        }

        /** Returns these options with another seed. */
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
     * Trains a classifier on all processors. The result does not depend on their number.
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
        try (Workers workers = Workers.of(Threads.count())) {
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

    /** Returns the most probable class of each row. */
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

    /** Returns the fraction of labelled images that are classified correctly. */
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
     * Writes a safetensors file atomically.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        FeatureFile.write(file, form, parameters);
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @throws DataException if the file is invalid; the message names the file and the error
     */
    public static FeatureClassifier load(Path file) {
        return FeatureFile.read(file);
    }
}
