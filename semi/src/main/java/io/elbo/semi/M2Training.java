package io.elbo.semi;

import io.elbo.model.AnalyticElbo;
import io.elbo.spec.Training;
import java.util.function.UnaryOperator;

/**
 * How an {@link M2} is trained. Each step takes a minibatch of unlabelled rows and as many labelled rows. An epoch is one pass over the
 * unlabelled rows, while the labelled rows are repeated as often as needed.
 *
 * @param training the settings; the validation part is of the labelled rows. The objective is that of {@link M2}, and nothing is corrupted
 * @param alpha the weight of the classifier's {@code -ln q(y|x)} beside the bounds, per row of the data; published: 0.1
 */
public record M2Training(Training training, double alpha) {
    /** @throws IllegalArgumentException if a setting is out of range or does not apply to M2 */
    public M2Training {
        if (training == null) {
            throw new IllegalArgumentException("training: is missing");
        }
        if (!(alpha >= 0 && alpha <= 1e6)) {
            throw new IllegalArgumentException("alpha " + alpha + ": must be 0 to 1e6");
        }
        if (!training.objective().equals(new AnalyticElbo(1))) {
            throw new IllegalArgumentException("objective: M2 has its own, so none can be chosen");
        }
        if (training.corruption() != null) {
            throw new IllegalArgumentException("corruption: M2 corrupts nothing");
        }
    }

    /** Returns 50 epochs of minibatches of 100 with Adam at 0.001, alpha 0.1, no held-out rows, seed 1. */
    public static M2Training defaults() {
        return new M2Training(Training.defaults().withEpochs(50).withValidation(0, 0), 0.1);
    }

    /** Returns the same with changed settings. */
    public M2Training with(UnaryOperator<Training> change) {
        return new M2Training(change.apply(training), alpha);
    }
}
