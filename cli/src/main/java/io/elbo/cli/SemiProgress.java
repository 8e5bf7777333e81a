package io.elbo.cli;

import io.elbo.semi.M2Epoch;
import io.elbo.semi.M2Listener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the progress of the training of M2: a line per epoch, and one every ten seconds in between. */
final class SemiProgress implements M2Listener {
    private static final long LOG_EVERY_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final Path folder;
    private int epochs;
    private final List<M2Epoch> ended = new ArrayList<>();
    private long logged = System.nanoTime();

    /**
     * @param folder the run folder; null for none
     * @param epochs the number of epochs; 0 if the training reports it later
     */
    SemiProgress(PrintStream out, Path folder, int epochs) {
        this.epochs = epochs;
        this.out = out;
        this.folder = folder;
    }

    /** Returns the results of the epochs so far. */
    List<M2Epoch> ended() {
        return ended;
    }

    @Override
    public void started(int labelled, int unlabelled, long parameters) {
        Interruption.heed();
        out.printf(
                Locale.ROOT,
                "Training %,d parameters on %,d rows with labels and %,d without%s%s%n",
                parameters,
                labelled,
                unlabelled,
                epochs == 0 ? "" : ", " + epochs + (epochs == 1 ? " epoch" : " epochs"),
                folder == null ? "" : ", into " + folder);
    }

    @Override
    public void progressed(Progress p) {
        epochs = p.epochs();
        if (System.nanoTime() - logged >= LOG_EVERY_NANOS) {
            logged = System.nanoTime();
            out.printf(
                    Locale.ROOT,
                    "epoch %d/%d  step %,d/%,d  %s left%n",
                    p.epoch(),
                    p.epochs(),
                    p.step(),
                    p.steps(),
                    ProgressPrinter.duration(p.secondsLeft()));
        }
    }

    @Override
    public void epochEnded(M2Epoch m, boolean best) {
        logged = System.nanoTime();
        ended.add(m);
        String held = m.validation() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "   held out: error %.1f %%%s",
                        100 * m.validation().errorRate(),
                        best ? " best" : "");
        out.printf(
                Locale.ROOT,
                "epoch %d%s  %.1f s   bounds %.2f with label, %.2f without   -ln q(y|x) %.4f%s%n",
                m.epoch(),
                epochs == 0 ? "" : "/" + epochs,
                m.seconds(),
                m.labelledBound(),
                m.unlabelledBound(),
                m.classification(),
                held);
    }

    @Override
    public boolean stopRequested() {
        return Interruption.requested();
    }
}
