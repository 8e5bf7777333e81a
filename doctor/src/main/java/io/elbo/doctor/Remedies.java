package io.elbo.doctor;

import java.util.List;
import java.util.Locale;

/** What to change of a training of images against what may be wrong with its model. */
class Remedies {
    /**
     * A change.
     *
     * @param advice as flags of {@code elbo train}, and why
     * @param flags the first change that is advised; empty if it is for the user to choose
     */
    record Remedy(String advice, List<String> flags) {
        /** The finding that this is against. */
        Finding against(String finding, double value, String meaning) {
            return new Finding(finding, value, meaning, advice, flags);
        }
    }

    static Remedy remedy(String advice, String... flags) {
        return new Remedy(advice, List.of(flags));
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    Remedy collapsed() {
        return remedy(
                "--kl-warm-up 10 lets the latents begin before the KL divergence presses them; --free-bits 0.25 gives each "
                        + "some nats free; a --beta above 1 should be lower",
                "--kl-warm-up",
                "10");
    }

    /** @param alive latents that carry something */
    Remedy dead(int alive) {
        return remedy(
                text(
                        "--latent %d is as good and smaller; if they should carry something, --free-bits 0.25 or "
                                + "--kl-warm-up 10",
                        alive),
                "--latent",
                String.valueOf(alive));
    }

    /** @param different latents that do not say what another says */
    Remedy duplicated(int different) {
        return remedy(
                text("--latent %d leaves them out; --objective total_correlation presses latents to differ", different),
                "--latent",
                String.valueOf(different));
    }

    Remedy certain() {
        return remedy("a larger --variance of a gaussian likelihood, or a larger --beta, makes codes overlap");
    }

    Remedy holes() {
        return remedy(
                "--prior mixture:100 learns the prior; a larger --beta or --objective info closes the gap; after training, "
                        + "sample from a mixture fitted to the latents",
                "--prior",
                "mixture:100");
    }

    Remedy overfit() {
        return remedy(
                "--patience 5 stops in time; more data, --hidden with fewer units, or dropout in --spec help",
                "--patience",
                "5");
    }

    Remedy unfinished(int epochs) {
        return remedy(text("--epochs %d, or --resume the run with it", epochs), "--epochs", String.valueOf(epochs));
    }

    Remedy ranAway(double rate) {
        String lower = text("%.2g", Math.min(rate / 10, 1e-3));
        return remedy(
                text("the learning rate of %s is too high: --learning-rate %s, or --clip-norm 1", rate, lower),
                "--learning-rate",
                lower);
    }

    Remedy unsteady(double rate) {
        String lower = text("%.2g", rate / 5);
        return remedy("--learning-rate " + lower + ", --schedule cosine or --clip-norm 100", "--learning-rate", lower);
    }
}
