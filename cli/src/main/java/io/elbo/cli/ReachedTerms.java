package io.elbo.cli;

import io.elbo.spec.Elbo;
import io.elbo.spec.VaeSpec;
import java.util.Locale;

/** The words for the result of a training: a VAE has an ELBO, a plain autoencoder only an error. */
record ReachedTerms(VaeSpec model) {
    /** The name and the value of the number that compares epochs. */
    String brief(Elbo elbo) {
        if (model.posterior().random()) {
            return text("ELBO %.2f", elbo.value());
        }
        return hasError()
                ? text("squared error %.3f", squaredError(elbo))
                : text("reconstruction %.2f", elbo.reconstruction());
    }

    /** The same with its parts, if it has parts. */
    String full(Elbo elbo) {
        return model.posterior().random()
                ? text("ELBO %.2f (reconstruction %.2f, KL %.2f)", elbo.value(), elbo.reconstruction(), elbo.kl())
                : brief(elbo);
    }

    /** The squared error of a row if the likelihood is a Gaussian of fixed variance; otherwise NaN. */
    double squaredError(Elbo elbo) {
        return model.likelihood()
                .squaredError(elbo.reconstruction(), model.features())
                .orElse(Double.NaN);
    }

    private boolean hasError() {
        return model.likelihood().fixedVariance().isPresent();
    }

    /** The unit of the number. */
    String unit() {
        return !model.posterior().random() && hasError() ? "a row" : "nats";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
