package io.elbo.doctor;

/** The same of a training of a table, where other flags do it. */
final class TableRemedies extends Remedies {
    @Override
    Remedy collapsed() {
        return remedy(
                "--kl-warm-up 10 lets the latents begin before the KL divergence presses them; if the columns have nothing "
                        + "to do with each other, there is nothing for latents to carry",
                "--kl-warm-up",
                "10");
    }

    @Override
    Remedy overfit() {
        return remedy("--hidden 64 has less to learn rows by heart with; more rows help", "--hidden", "64");
    }

    @Override
    Remedy unfinished(int epochs) {
        return remedy("--epochs " + epochs + " goes on for longer", "--epochs", String.valueOf(epochs));
    }
}
