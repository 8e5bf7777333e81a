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

/** Whether the training ran away in place of learning: then all else that is strange follows from it. */
final class DivergenceCheck {
    void ranAway(Examination e, List<Finding> findings) {
        if (e.training() == null) {
            return;
        }
        VaeSpec spec = e.vae().spec();
        Vae first = Vae.of(spec, ModelFile.initial(spec, e.training()), e.vae().provenance());
        Elbo before = first.evaluate(e.rows(), new EvaluationOptions()).elbo();
        Elbo now = e.evaluation().elbo();
        EpochMetrics kept = e.vae().provenance().best();
        // rows of another kind may cost any model more than random weights
        boolean lost = kept != null
                && Gain.of(spec, before, shown(kept)).lost(e.training().objective())
                && Gain.of(spec, before, now).lost(e.training().objective());
        if (lost) {
            add(
                    e,
                    before.value() - now.value(),
                    text(
                            "the ELBO of the model is %.6g nats, that of the random weights that its training began with %.6g: "
                                    + "the training ran away",
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
                                "the ELBO fell from %.6g nats in epoch %d to %.6g in epoch %d: the training ran away, and the "
                                        + "model is that of epoch %d",
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
