package io.elbo.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The share of ordinary images or rows that may be called anomalies. */
final class FalsePositiveRate {
    private static final double USUAL = 0.01;
    private static final double DIGITS = 1e4;

    @Option(
            names = "--false-positive-rate",
            paramLabel = "RATE",
            order = 18,
            description =
                    "The share of ordinary images or rows that may be called anomalies. Default: 0.01, or the smallest that "
                            + "the number of held-out ones allows")
    private Double given;

    /** The former name of the flag, which still works. */
    @Option(names = "--false-alarms", paramLabel = "RATE", hidden = true)
    private void setFalseAlarms(Double rate) {
        given = rate;
    }

    void check(CommandSpec command) {
        if (given != null && !(given > 0 && given < 1)) {
            throw new ParameterException(
                    command.commandLine(), "--false-positive-rate " + given + ": must be above 0 and below 1");
        }
    }

    /**
     * The given rate; otherwise 0.01, or the smallest possible rate above it.
     *
     * @param heldOut the number of held-out images or rows: with n of them no p-value is below 1 / (n + 1)
     */
    double rate(int heldOut) {
        if (given != null) {
            return given;
        }
        double least = Math.ceil(DIGITS / (heldOut + 1)) / DIGITS;
        if (least <= USUAL) {
            return USUAL;
        }
        System.err.printf(
                Locale.ROOT,
                "elbo: note: %d held-out rows allow no false positive rate below %.2f %%: "
                        + "--false-positive-rate %s is used%n",
                heldOut,
                100 * least,
                least);
        return least;
    }
}
