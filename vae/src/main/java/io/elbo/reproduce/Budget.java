package io.elbo.reproduce;

import io.elbo.EpochMetrics;
import io.elbo.RunSpec;
import io.elbo.Trainer;
import io.elbo.TrainingListener;
import io.elbo.data.Images;

/**
 * How long a reproduction may take.
 *
 * @param minutes null for the schedule of the paper
 * @param listener hears of the training
 */
public record Budget(Double minutes, TrainingListener listener) {
    /** Of the time, for training; the rest is for measuring. */
    private static final double TRAINING = 0.8;

    private static final double LEAST = 0.01;
    private static final double MOST = 1_000_000;

    public Budget {
        if (minutes != null && !(minutes >= LEAST && minutes <= MOST)) {
            throw new IllegalArgumentException("budget " + minutes + ": must be " + LEAST + " to " + MOST + " minutes");
        }
    }

    /**
     * Epochs that fit, by the time that a second epoch takes; the first is slower.
     *
     * @param full epochs of the paper
     */
    int epochs(RunSpec run, Images train, int full, int threads) {
        if (minutes == null) {
            return full;
        }
        double[] seconds = new double[2];
        TrainingListener clock = new TrainingListener() {
            @Override
            public void epochEnded(EpochMetrics metrics, boolean best) {
                seconds[metrics.epoch() - 1] = metrics.seconds();
            }
        };
        // a tenth of the rows tells the rate
        Images some = train.limit(Math.max(100, train.count() / 10));
        Trainer.fit(run.model(), some, run.training().withEpochs(2), clock, threads);
        double epoch = Math.max(1e-3, (seconds[1] - seconds[0]) * train.count() / some.count());
        return (int) Math.max(1, Math.min(full, minutes * 60 * TRAINING / epoch));
    }
}
