package io.elbo.course.reproduction;

import io.elbo.Trainer;
import io.elbo.data.image.Images;
import io.elbo.semi.M2Listener;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;

/**
 * How long a reproduction may take.
 *
 * @param minutes null for the schedule of the paper
 * @param listener hears of the training
 * @param semi hears of the training of a semi-supervised model
 */
public record Budget(Double minutes, TrainingListener listener, M2Listener semi) {
    /** Of the time, for training; the rest is for measuring. */
    private static final double TRAINING = 0.8;

    /** For finding out how long an epoch takes. */
    private static final double TRIAL = 0.05;

    private static final double LEAST = 0.01;
    private static final double MOST = 1_000_000;

    public Budget {
        if (minutes != null && !(minutes >= LEAST && minutes <= MOST)) {
            throw new IllegalArgumentException("budget " + minutes + ": must be " + LEAST + " to " + MOST + " minutes");
        }
    }

    /** A budget whose semi-supervised models train unheard. */
    public Budget(Double minutes, TrainingListener listener) {
        this(minutes, listener, M2Listener.NONE);
    }

    /** A part of the time. */
    Budget part(double part) {
        return new Budget(minutes == null ? null : Math.max(LEAST, minutes * part), listener, semi);
    }

    /**
     * Epochs that fit.
     *
     * @param full epochs of the paper
     * @param seconds that one takes
     */
    int epochs(int full, double seconds) {
        return minutes == null
                ? full
                : (int) Math.max(1, Math.min(full, minutes * 60 * TRAINING / Math.max(1e-3, seconds)));
    }

    /**
     * Epochs that fit, by the shortest of some over a tenth of the rows; the first ones are slower.
     *
     * @param full epochs of the paper
     */
    int epochs(RunSpec run, Images train, int full, int threads) {
        if (minutes == null) {
            return full;
        }
        Clock clock = clock();
        TrainingListener trial = new TrainingListener() {
            @Override
            public void epochEnded(EpochMetrics metrics, boolean best) {
                clock.at(metrics.seconds());
            }

            @Override
            public boolean stopRequested() {
                return clock.enough();
            }
        };
        Images some = train.limit(Math.max(100, train.count() / 10));
        Trainer.fit(run.model(), some, run.training().withEpochs(Clock.EPOCHS), trial, threads);
        return epochs(full, clock.shortest() * train.count() / some.count());
    }

    Clock clock() {
        return new Clock(minutes * 60 * TRIAL);
    }

    /** Times the epochs of a trial. */
    static final class Clock {
        static final int EPOCHS = 1000;

        private final double seconds;
        private int ended;
        private double before;
        private double shortest = Double.POSITIVE_INFINITY;

        /** @param seconds after which two epochs are enough */
        Clock(double seconds) {
            this.seconds = seconds;
        }

        void at(double now) {
            shortest = Math.min(shortest, now - before);
            before = now;
            ended++;
        }

        boolean enough() {
            return ended >= 2 && before >= seconds;
        }

        double shortest() {
            return shortest;
        }
    }
}
