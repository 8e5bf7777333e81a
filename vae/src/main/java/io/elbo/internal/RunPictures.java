package io.elbo.internal;

import io.elbo.EpochMetrics;
import io.elbo.Examples;
import io.elbo.Pictures;
import io.elbo.Vae;
import io.elbo.data.Corruption;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
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

    /**
     * Writes them: curves if there were epochs; of images reconstructions and, if latents are random, samples and the map of
     * two latents.
     */
    public static List<String> write(Path folder, Vae model, Rows rows, List<EpochMetrics> epochs) {
        List<String> warnings = new ArrayList<>();
        if (!epochs.isEmpty()) {
            attempt(warnings, () -> Pictures.write(Pictures.curves(epochs), folder.resolve("curves.png")));
        }
        if (model.spec().image().isEmpty()) {
            return warnings;
        }
        ImageShape shape = model.spec().image().get();
        attempt(warnings, () -> reconstructions(model, Examples.of(rows), shape, folder));
        if (!model.spec().posterior().random()) {
            return warnings;
        }
        attempt(
                warnings,
                () -> Pictures.write(
                        Pictures.sheet(model.sample(SAMPLES, 1), shape, COLUMNS), folder.resolve("samples.png")));
        if (model.spec().latent() == 2) {
            attempt(
                    warnings,
                    () -> Pictures.write(
                            Pictures.sheet(model.grid(GRID), shape, GRID), folder.resolve("latent-grid.png")));
        }
        return warnings;
    }

    /** Originals above reconstructions; of a model that sees something else, that, what it makes of it, and originals. */
    private static void reconstructions(Vae model, Examples rows, ImageShape shape, Path folder) {
        int count = Math.min(rows.count(), PAIRS * PAIR_ROWS);
        float[][] targets = first(rows.target(), count);
        float[][] seen = first(rows.seen(), count);
        Corruption corruption = model.provenance().corruption().orElse(null);
        ImageShape seenShape = model.spec().inputImage().orElse(null);
        if (corruption != null) {
            Examples corrupted = Examples.corrupted(
                    FloatRows.of(seen),
                    seenShape,
                    corruption,
                    model.provenance().training().seed());
            seen = first(corrupted.input(), count);
        }
        Rows condition = rows.condition() == null ? null : FloatRows.of(first(rows.condition(), count));
        float[][] made = model.reconstruct(new Examples(FloatRows.of(targets), FloatRows.of(seen), condition));
        List<float[][]> versions = new ArrayList<>();
        if (rows.input() == null && corruption == null) {
            versions.addAll(List.of(targets, made));
        } else if (seenShape == null) {
            versions.addAll(List.of(made, targets));
        } else {
            versions.addAll(List.of(Pictures.enlarged(seen, seenShape, shape), made, targets));
        }
        Pictures.write(Pictures.bands(versions, shape, PAIRS), folder.resolve("reconstructions.png"));
    }

    private static float[][] first(Rows rows, int count) {
        float[][] values = new float[count][rows.width()];
        for (int i = 0; i < count; i++) {
            rows.read(i, values[i], 0);
        }
        return values;
    }

    private static void attempt(List<String> warnings, Runnable picture) {
        try {
            picture.run();
        } catch (DataException e) {
            warnings.add(e.getMessage());
        }
    }
}
