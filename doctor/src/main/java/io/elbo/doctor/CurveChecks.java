package io.elbo.doctor;

import static io.elbo.doctor.Remedies.text;

import io.elbo.spec.EpochMetrics;
import java.util.List;

/** Checks the training curves. */
final class CurveChecks {
    /** The tolerated fall of the validation ELBO while the training ELBO rises, as a fraction of the ELBO's rise over the training. */
    private static final double FALLEN = 0.02;
    /** The same limit for a training with early stopping, which stops by itself. */
    private static final double FALLEN_UNTIL_STOPPED = 0.1;

    private static final double RISING = 0.01;
    private static final int LEAST_EPOCHS = 3;
    /** The tolerated fraction of epochs in the later half that are worse than the epoch before. */
    private static final double UNSTEADY = 0.34;

    void overfit(Examination e, List<Finding> findings) {
        List<EpochMetrics> epochs = e.epochs();
        if (epochs.size() < LEAST_EPOCHS || last(epochs).validation() == null) {
            return;
        }
        EpochMetrics best = epochs.stream()
                .max((a, b) -> Double.compare(a.score(), b.score()))
                .orElseThrow();
        double fallen = best.score() - last(epochs).score();
        double gained = last(epochs).train().value() - best.train().value();
        double allowed = e.training().patience() > 0 ? FALLEN_UNTIL_STOPPED : FALLEN;
        if (fallen > allowed * rise(epochs) && gained > 0 && best.epoch() < epochs.size()) {
            findings.add(e.remedies()
                    .overfit()
                    .against(
                            "over_fitting",
                            fallen,
                            text(
                                    "since epoch %d the validation ELBO has fallen by %.2f nats while the training ELBO has "
                                            + "risen by %.2f; the model is from epoch %d",
                                    best.epoch(), fallen, gained, best.epoch())));
        }
    }

    void unfinished(Examination e, List<Finding> findings) {
        List<EpochMetrics> epochs = e.epochs();
        if (epochs.size() < LEAST_EPOCHS) {
            return;
        }
        double lately = last(epochs).score() - epochs.get(epochs.size() - 2).score();
        double before = epochs.get(epochs.size() - 2).score()
                - epochs.get(epochs.size() - 3).score();
        double perEpoch = Math.min(lately, before);
        if (perEpoch > RISING * rise(epochs)) {
            findings.add(e.remedies()
                    .unfinished(2 * epochs.size())
                    .against(
                            "loss_still_falling",
                            lately,
                            text("the ELBO was still rising by %.2f nats per epoch when the training ended", lately)));
        }
    }

    void unsteady(Examination e, List<Finding> findings) {
        List<EpochMetrics> epochs = e.epochs();
        if (epochs.size() < 2 * LEAST_EPOCHS) {
            return;
        }
        int worse = 0;
        int looked = 0;
        double deepest = 0;
        for (int i = epochs.size() / 2; i < epochs.size(); i++) {
            double change = change(epochs.get(i - 1), epochs.get(i));
            looked++;
            if (change < -FALLEN * rise(epochs) / 4) {
                worse++;
                deepest = Math.max(deepest, -change);
            }
        }
        if (worse >= UNSTEADY * looked) {
            findings.add(e.remedies()
                    .unsteady(e.training().learningRate())
                    .against(
                            "learning_rate_too_high",
                            deepest,
                            text(
                                    "the ELBO fell in %d of the last %d epochs, by up to %.2f nats: the steps overshoot",
                                    worse, looked, deepest)));
        }
    }

    /**
     * Returns the change of the training or the validation ELBO, whichever fell less. A fall in only one of them is noise from its rows
     * or from the values hidden in them.
     */
    private static double change(EpochMetrics before, EpochMetrics after) {
        double train = after.train().value() - before.train().value();
        return before.validation() == null || after.validation() == null
                ? train
                : Math.max(
                        train, after.validation().value() - before.validation().value());
    }

    private static EpochMetrics last(List<EpochMetrics> epochs) {
        return epochs.get(epochs.size() - 1);
    }

    /** Returns the difference between the worst and the best epoch, which is the scale of the curve. */
    private static double rise(List<EpochMetrics> epochs) {
        double least = epochs.stream().mapToDouble(EpochMetrics::score).min().orElse(0);
        double most = epochs.stream().mapToDouble(EpochMetrics::score).max().orElse(0);
        return Math.max(most - least, 1e-9);
    }
}
