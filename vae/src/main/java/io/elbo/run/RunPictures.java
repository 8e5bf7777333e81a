package io.elbo.run;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.data.image.Corruption;
import io.elbo.plot.Drawing;
import io.elbo.plot.Pictures;
import io.elbo.rows.Classes;
import io.elbo.rows.Examples;
import io.elbo.spec.EpochMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The pictures of a run. A picture that cannot be made is a warning: the model is what matters. */
public final class RunPictures {
    private static final int SAMPLES = 64;
    private static final int COLUMNS = 8;
    private static final int SAMPLES_OF_A_CLASS = 10;
    private static final int MOST_CLASSES = 20;
    private static final int PAIRS = 10;
    private static final int PAIR_ROWS = 3;
    private static final int GRID = 20;

    private final Vae model;
    private final ImageShape shape;
    /** The first rows. */
    private final Examples few;

    private RunPictures(Vae model, ImageShape shape, Examples few) {
        this.model = model;
        this.shape = shape;
        this.few = few;
    }

    /**
     * Writes them: curves if there were epochs; of images reconstructions and, if latents are random, samples and the map of
     * two latents.
     */
    public static List<String> write(Path folder, Vae model, Rows rows, List<EpochMetrics> epochs) {
        List<String> warnings = new ArrayList<>();
        if (!epochs.isEmpty()) {
            write(warnings, folder.resolve("curves.png"), () -> Pictures.curves(epochs));
        }
        if (model.spec().image().isEmpty()) {
            return warnings;
        }
        RunPictures pictures = of(model, rows);
        write(warnings, folder.resolve("reconstructions.png"), pictures::reconstructions);
        if (model.spec().posterior().random()) {
            write(warnings, folder.resolve("samples.png"), pictures::samples);
        }
        if (model.spec().posterior().random() && model.spec().latent() == 2) {
            write(warnings, folder.resolve("latent-grid.png"), () -> pictures.grid(GRID));
        }
        return warnings;
    }

    /** Of a model of images, from the first of some rows. */
    public static RunPictures of(Vae model, Rows rows) {
        return new RunPictures(
                model, model.spec().image().orElseThrow(), Examples.of(rows).limit(PAIRS * PAIR_ROWS));
    }

    private static void write(List<String> warnings, Path file, Supplier<Drawing> picture) {
        try {
            picture.get().write(file);
        } catch (DataException e) {
            warnings.add(e.getMessage());
        }
    }

    /** With labels, a line for each class; with pictures as conditions, each of these above what is made of it. */
    public Drawing samples() {
        Optional<Classes> classes = model.classes();
        if (classes.isPresent()) {
            int lines = Math.min(MOST_CLASSES, classes.get().count());
            int[] labels = IntStream.range(0, lines * SAMPLES_OF_A_CLASS)
                    .map(i -> i / SAMPLES_OF_A_CLASS)
                    .toArray();
            return Pictures.sheet(model.sample(classes.get().conditions(labels), 1), shape, SAMPLES_OF_A_CLASS);
        }
        if (few.condition() == null) {
            return Pictures.sheet(model.sample(SAMPLES, 1), shape, COLUMNS);
        }
        float[][] samples = model.sample(few.condition(), 1);
        List<Integer> given = model.spec().condition();
        if (given.get(2) != 1 && given.get(2) != shape.channels()) {
            return Pictures.sheet(samples, shape, PAIRS);
        }
        ImageShape from = new ImageShape(given.get(0), given.get(1), given.get(2));
        return Pictures.pairs(Pictures.enlarged(few.condition().toArray(), from, shape), samples, shape, PAIRS);
    }

    /** Of the first class, or of the first picture that is a condition. */
    public Drawing grid(int side) {
        Rows condition = model.classes()
                .map(classes -> classes.conditions(0))
                .orElseGet(() -> few.limit(1).condition());
        return Pictures.sheet(model.grid(side, condition), shape, side);
    }

    /** Originals above reconstructions; of a model that sees something else, that, what it makes of it, and originals. */
    public Drawing reconstructions() {
        float[][] targets = few.target().toArray();
        float[][] seen = few.seen().toArray();
        Corruption corruption = model.provenance().corruption().orElse(null);
        ImageShape seenShape = model.spec().inputImage().orElse(null);
        if (corruption != null) {
            long seed = model.provenance().training().seed();
            seen = Examples.corrupted(few.seen(), seenShape, corruption, seed)
                    .input()
                    .toArray();
        }
        float[][] made = model.reconstruct(new Examples(few.target(), FloatRows.of(seen), few.condition()));
        List<float[][]> versions = new ArrayList<>();
        if (few.input() == null && corruption == null) {
            versions.addAll(List.of(targets, made));
        } else if (seenShape == null) {
            versions.addAll(List.of(made, targets));
        } else {
            versions.addAll(List.of(Pictures.enlarged(seen, seenShape, shape), made, targets));
        }
        return Pictures.bands(versions, shape, PAIRS);
    }
}
