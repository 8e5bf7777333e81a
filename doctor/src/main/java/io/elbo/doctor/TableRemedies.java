package io.elbo.doctor;

/** The same of a training of a table, where other flags do it. */
final class TableRemedies extends Remedies {
    private final int epochs;
    private final int suited;

    /**
     * @param epochs of the training at most
     * @param suited those that suit the size of the table
     */
    TableRemedies(int epochs, int suited) {
        this.epochs = epochs;
        this.suited = suited;
    }

    @Override
    Remedy collapsed() {
        if (epochs < suited) {
            return remedy(
                    "--epochs " + suited + " suits a table of this size: " + epochs
                            + " may be too few for latents to begin",
                    "--epochs",
                    String.valueOf(suited));
        }
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
