package io.elbo.course.reproduction;

import io.elbo.Trainer;
import io.elbo.data.image.Images;
import io.elbo.semi.M2Listener;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;

/**
 * The time limit of a reproduction, with the listeners of its trainings.
 *
 * @param minutes the limit; null for the full schedule of the paper
 * @param listener the listener of the training
 * @param semi the listener of the training of a semi-supervised model
 */
public record Budget(Double minutes, TrainingListener listener, M2Listener semi) {
    /** The fraction of the time for training. The rest is for measuring. */
    private static final double TRAINING = 0.8;

    /** The fraction of the time for measuring how long an epoch takes. */
    private static final double TRIAL = 0.05;

    private static final double LEAST = 0.01;
    private static final double MOST = 1_000_000;

    public Budget {
        if (minutes != null && !(minutes >= LEAST && minutes <= MOST)) {
            throw new IllegalArgumentException("budget " + minutes + ": must be " + LEAST + " to " + MOST + " minutes");
        }
    }

    /** Creates a budget without a listener for semi-supervised models. */
    public Budget(Double minutes, TrainingListener listener) {
        this(minutes, listener, M2Listener.NONE);
    }

    /** Returns a budget with a fraction of the time. */
    Budget part(double part) {
        return new Budget(minutes == null ? null : Math.max(LEAST, minutes * part), listener, semi);
    }

    /**
     * Returns the number of epochs that fit into the budget.
     *
     * @param full the number of epochs in the paper
     * @param seconds the duration of one epoch
     */
    int epochs(int full, double seconds) {
        return minutes == null
                ? full
                : (int) Math.max(1, Math.min(full, minutes * 60 * TRAINING / Math.max(1e-3, seconds)));
    }

    /**
     * Returns the number of epochs that fit into the budget. Times several trial epochs over a tenth of the rows and uses the shortest,
     * because the first epochs are slower.
     *
     * @param full the number of epochs in the paper
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
