package io.elbo.internal;

import io.elbo.Examples;
import io.elbo.Training;
import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.Rows;
import io.elbo.engine.Graph;
import io.elbo.engine.Shape;

/** What the encoder sees of examples in training: binarized and corrupted as the model's training says. */
public record SeenRows(int count, int width, RowFeed feed) implements Rows {
    public static Rows of(Vae vae, Examples examples, long seed) {
        VaeSpec spec = vae.spec();
        Training training = vae.provenance().training();
        RowChecks.inputs(spec, examples);
        Graph graph = new Graph();
        int width = examples.seen().width();
        graph.input(Programs.X, Shape.of(width));
        RowFeed feed = new RowFeed(
                graph,
                examples,
                new RowFeed.Treatment(training.binarization(), training.corruption()),
                spec.inputImage().orElse(null),
                seed);
        feed.batch(null, 0, 0, 0);
        return new SeenRows(examples.count(), width, feed);
    }

    @Override
    public void read(int row, float[] to, int offset) {
        feed.fill(0, row, to, offset);
    }
}
