package io.elbo.program;

import io.elbo.data.Rows;
import io.elbo.rows.Examples;
import io.elbo.rows.RowChecks;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.util.List;

/** The encoder's inputs in training: examples with the binarization and corruption of the training. */
public record SeenRows(int count, int width, RowFeed feed) implements Rows {
    public static Rows of(VaeSpec spec, Provenance provenance, Examples examples, long seed) {
        RowChecks.inputs(spec, examples);
        RowFeed feed = new RowFeed(
                List.of(Input.X),
                examples,
                new RowFeed.Treatment(
                        provenance.binarization(), provenance.corruption().orElse(null)),
                spec.inputImage().orElse(null),
                seed);
        feed.batch(null, 0, 0, 0);
        return new SeenRows(examples.count(), examples.seen().width(), feed);
    }

    @Override
    public void read(int row, float[] to, int offset) {
        feed.fill(0, row, to, offset);
    }
}
