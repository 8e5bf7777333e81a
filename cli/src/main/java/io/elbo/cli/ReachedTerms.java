package io.elbo.cli;

import io.elbo.spec.Elbo;
import io.elbo.spec.VaeSpec;
import java.util.Locale;

/** How to speak of what a model reaches: a VAE has an ELBO, a plain autoencoder an error only. */
record ReachedTerms(VaeSpec model) {
    /** The name of the number by which epochs are compared, and the number. */
    String brief(Elbo elbo) {
        if (model.posterior().random()) {
            return text("ELBO %.2f", elbo.value());
        }
        return hasError()
                ? text("squared error %.3f", squaredError(elbo))
                : text("reconstruction %.2f", elbo.reconstruction());
    }

    /** The same with its parts, if there are any. */
    String full(Elbo elbo) {
        return model.posterior().random()
                ? text("ELBO %.2f (reconstruction %.2f, KL %.2f)", elbo.value(), elbo.reconstruction(), elbo.kl())
                : brief(elbo);
    }

    /** The squared error of a row where the likelihood is a Gaussian of fixed variance; else NaN. */
    double squaredError(Elbo elbo) {
        return model.likelihood()
                .squaredError(elbo.reconstruction(), model.features())
                .orElse(Double.NaN);
    }

    private boolean hasError() {
        return model.likelihood().fixedVariance().isPresent();
    }

    /** What the number is measured in. */
    String unit() {
        return !model.posterior().random() && hasError() ? "a row" : "nats";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
