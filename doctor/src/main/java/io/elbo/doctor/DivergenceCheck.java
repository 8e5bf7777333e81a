package io.elbo.doctor;

import static io.elbo.doctor.Remedies.text;

import io.elbo.Vae;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.file.ModelFile;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.VaeSpec;
import io.elbo.training.loop.Gain;
import java.util.Comparator;
import java.util.List;

/** Checks whether the training diverged. If it did, this causes all other findings. */
final class DivergenceCheck {
    void ranAway(Examination e, List<Finding> findings) {
        if (e.training() == null) {
            return;
        }
        VaeSpec spec = e.vae().spec();
        Vae first = Vae.of(spec, ModelFile.initial(spec, e.training()), e.vae().provenance());
        Elbo before = first.evaluate(e.rows(), EvaluationOptions.defaults()).elbo();
        Elbo now = e.evaluation().elbo();
        EpochMetrics kept = e.vae().provenance().best();
        // on rows of another kind any model may be worse than random weights
        boolean lost = kept != null
                && Gain.of(spec, before, shown(kept)).lost(e.training().objective())
                && Gain.of(spec, before, now).lost(e.training().objective());
        if (lost) {
            add(
                    e,
                    before.value() - now.value(),
                    text(
                            "the ELBO of the model is %.6g nats, but its initial random weights have %.6g: the training "
                                    + "diverged",
                            now.value(), before.value()),
                    findings);
            return;
        }
        EpochMetrics best = e.epochs().stream()
                .max(Comparator.comparingDouble(EpochMetrics::score))
                .orElse(null);
        if (best != null) {
            EpochMetrics last = e.epochs().get(e.epochs().size() - 1);
            if (Gain.of(spec, shown(best), shown(last)).lost(e.training().objective())) {
                add(
                        e,
                        best.score() - last.score(),
                        text(
                                "the ELBO fell from %.6g nats in epoch %d to %.6g in epoch %d: the training diverged, and the "
                                        + "model is from epoch %d",
                                shown(best).value(), best.epoch(), shown(last).value(), last.epoch(), best.epoch()),
                        findings);
            }
        }
    }

    private static Elbo shown(EpochMetrics epoch) {
        return epoch.validation() == null ? epoch.train() : epoch.validation();
    }

    private static void add(Examination e, double value, String meaning, List<Finding> findings) {
        findings.add(e.remedies().ranAway(e.training().learningRate()).against("divergence", value, meaning));
    }
}
