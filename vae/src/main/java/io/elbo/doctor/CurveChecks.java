package io.elbo.doctor;

import io.elbo.EpochMetrics;
import java.util.List;
import java.util.Locale;

/** What the curves of the training say. */
final class CurveChecks {
    /** Of the ELBO's rise over the whole training: how far validation may fall, and training still rise. */
    private static final double FALLEN = 0.02;

    private static final double RISING = 0.01;
    private static final int LEAST_EPOCHS = 3;
    /** Of the epochs in the later half: how many may be worse than the one before. */
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
        if (fallen > FALLEN * rise(epochs) && gained > 0 && best.epoch() < epochs.size()) {
            findings.add(new Finding(
                    "over_fitting",
                    fallen,
                    text(
                            "since epoch %d the validation ELBO has fallen by %.2f nats while that of training has risen "
                                    + "by %.2f; the model is that of epoch %d",
                            best.epoch(), fallen, gained, best.epoch()),
                    text(
                            "--patience 5 stops in time; more data, --hidden with fewer units, or dropout in --spec help",
                            best.epoch()),
                    List.of("--patience", "5")));
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
            findings.add(new Finding(
                    "loss_still_falling",
                    lately,
                    text("the ELBO was still rising by %.2f nats an epoch when the training ended", lately),
                    text("--epochs %d, or --resume the run with it", 2 * epochs.size()),
                    List.of("--epochs", String.valueOf(2 * epochs.size()))));
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
            double change =
                    epochs.get(i).train().value() - epochs.get(i - 1).train().value();
            looked++;
            if (change < -FALLEN * rise(epochs) / 4) {
                worse++;
                deepest = Math.max(deepest, -change);
            }
        }
        if (worse >= UNSTEADY * looked) {
            findings.add(new Finding(
                    "learning_rate_too_high",
                    deepest,
                    text(
                            "in %d of the last %d epochs the training ELBO fell, once by %.2f nats: steps overshoot",
                            worse, looked, deepest),
                    text(
                            "--learning-rate %.2g, --schedule cosine or --clip-norm 100",
                            e.training().learningRate() / 5),
                    List.of("--learning-rate", text("%.2g", e.training().learningRate() / 5))));
        }
    }

    private static EpochMetrics last(List<EpochMetrics> epochs) {
        return epochs.get(epochs.size() - 1);
    }

    /** From the worst epoch to the best: the scale of the curve. */
    private static double rise(List<EpochMetrics> epochs) {
        double least = epochs.stream().mapToDouble(EpochMetrics::score).min().orElse(0);
        double most = epochs.stream().mapToDouble(EpochMetrics::score).max().orElse(0);
        return Math.max(most - least, 1e-9);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
