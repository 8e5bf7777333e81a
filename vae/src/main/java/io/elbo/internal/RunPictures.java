package io.elbo.internal;

import io.elbo.EpochMetrics;
import io.elbo.Pictures;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a run. A picture that cannot be made is a warning: the model is what matters. */
public final class RunPictures {
    private static final int SAMPLES = 64;
    private static final int COLUMNS = 8;
    private static final int PAIRS = 10;
    private static final int PAIR_ROWS = 3;
    private static final int GRID = 20;

    private RunPictures() {}

    public static List<String> write(Path folder, Vae model, Rows rows, List<EpochMetrics> epochs) {
        List<String> warnings = new ArrayList<>();
        attempt(warnings, () -> Pictures.write(Pictures.curves(epochs), folder.resolve("curves.png")));
        if (model.spec().image().isEmpty()) {
            return warnings;
        }
        ImageShape shape = model.spec().image().get();
        attempt(
                warnings,
                () -> Pictures.write(
                        Pictures.sheet(model.sample(SAMPLES, 1), shape, COLUMNS), folder.resolve("samples.png")));
        attempt(warnings, () -> {
            int count = Math.min(rows.count(), PAIRS * PAIR_ROWS);
            float[][] originals = new float[count][rows.width()];
            for (int i = 0; i < count; i++) {
                rows.read(i, originals[i], 0);
            }
            float[][] reconstructions = model.reconstruct(io.elbo.data.FloatRows.of(originals));
            Pictures.write(
                    Pictures.pairs(originals, reconstructions, shape, PAIRS), folder.resolve("reconstructions.png"));
        });
        if (model.spec().latent() == 2) {
            attempt(
                    warnings,
                    () -> Pictures.write(
                            Pictures.sheet(model.grid(GRID), shape, GRID), folder.resolve("latent-grid.png")));
        }
        return warnings;
    }

    private static void attempt(List<String> warnings, Runnable picture) {
        try {
            picture.run();
        } catch (DataException e) {
            warnings.add(e.getMessage());
        }
    }
}
