package io.elbo.semi;

import io.elbo.engine.Optimizer;
import io.elbo.spec.Binarization;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;

/** Trainings of an M2 with all their settings. */
final class Trainings {
    private Trainings() {}

    static M2Training of(
            int epochs,
            int batch,
            Optimizer optimizer,
            double learningRate,
            Schedule schedule,
            double clipNorm,
            double alpha,
            Binarization binarization,
            double validation,
            int patience,
            long seed) {
        return new M2Training(
                new Training(
                        epochs,
                        batch,
                        optimizer,
                        learningRate,
                        schedule,
                        0,
                        clipNorm,
                        null,
                        binarization,
                        null,
                        validation,
                        patience,
                        seed),
                alpha);
    }
}
