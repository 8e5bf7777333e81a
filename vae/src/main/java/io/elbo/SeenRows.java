package io.elbo;

import io.elbo.data.Rows;
import io.elbo.program.Input;
import io.elbo.program.RowFeed;
import io.elbo.rows.Examples;
import io.elbo.rows.RowChecks;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.util.List;

/** What the encoder sees of examples in training: binarized and corrupted as the model's training says. */
public record SeenRows(int count, int width, RowFeed feed) implements Rows {
    public static Rows of(Vae vae, Examples examples, long seed) {
        VaeSpec spec = vae.spec();
        RowChecks.inputs(spec, examples);
        Provenance provenance = vae.provenance();
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
