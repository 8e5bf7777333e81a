package io.elbo;

import io.elbo.data.DataException;
import io.elbo.data.Images;
import io.elbo.data.Rows;
import io.elbo.internal.RowChecks;
import io.elbo.internal.RowsDigest;
import io.elbo.internal.TrainingLoop;

/** Trains models in memory; {@link RunDirectory} trains with files. */
public final class Trainer {
    private Trainer() {}

    /** Trains with all processors, silently. */
    public static Vae fit(VaeSpec spec, Rows rows, Training training) {
        return fit(
                spec,
                rows,
                training,
                TrainingListener.NONE,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * Trains a model.
     *
     * @param rows all rows; some are held out as {@code training} says
     * @param listener hears of it, and may stop it
     * @param threads shows in the speed only
     * @return the weights of the best epoch
     * @throws DataException if the rows do not fit the spec
     * @throws NonFiniteLossException if the loss becomes infinite or not a number
     */
    public static Vae fit(VaeSpec spec, Rows rows, Training training, TrainingListener listener, int threads) {
        RunSpec run = new RunSpec(spec, training);
        check(spec, rows, training);
        String digest = RowsDigest.of(rows);
        try (TrainingLoop loop = new TrainingLoop(run, rows, digest, threads, null, training::rate)) {
            loop.run(listener, (l, epochEnded) -> {});
            loop.requireHealthy();
            return model(loop, run, rows, digest);
        }
    }

    static Vae model(TrainingLoop loop, RunSpec run, Rows rows, String digest) {
        EpochMetrics best = loop.bestMetrics();
        // a model's file tells nothing of how long it took: the same training gives the same file
        EpochMetrics timeless = best == null
                ? null
                : new EpochMetrics(best.epoch(), best.step(), 0, best.train(), best.validation(), best.learningRate());
        Provenance provenance = new Provenance(
                Provenance.VERSION,
                name(Examples.of(rows)),
                digest,
                loop.trainingRows(),
                loop.validationRows(),
                run.training(),
                timeless);
        return new Vae(run.model(), loop.best().copy(), provenance);
    }

    /** As {@link io.elbo.data.PairSource#name} names pairs. */
    private static String name(Examples examples) {
        String target = examples.target() instanceof Images images ? images.name() : "rows";
        return examples.input() instanceof Images input ? input.name() + "+" + target : target;
    }

    static void check(VaeSpec spec, Rows rows, Training training) {
        Examples examples = Examples.of(rows);
        RowChecks.examples(spec, examples);
        if (rows.count() < 2 && training.validation() > 0 || rows.count() < 1) {
            throw new DataException(rows.count() + " rows are too few to train on");
        }
        if (training.binarization() != Binarization.NONE) {
            RowChecks.binarized(examples.target());
        }
    }
}
