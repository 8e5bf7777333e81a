package io.elbo.cli;

import io.elbo.Elbo;
import io.elbo.EpochMetrics;
import io.elbo.RunSpec;
import io.elbo.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;

/** Shows a training: on a terminal one line that changes, and a line an epoch; elsewhere a plain log. */
final class ProgressPrinter implements TrainingListener {
    private static final int BAR = 20;
    private static final long LOG_EVERY_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal = Terminal.interactive();
    private final boolean colours = Terminal.colours();
    private long logged = System.nanoTime();
    private int shown;
    private int epochs;

    ProgressPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(RunSpec run, int trainingRows, int validationRows, long parameters) {
        epochs = run.training().epochs();
        out.printf(
                Locale.ROOT,
                "Training %,d parameters on %,d rows, %,d held out; %d epochs in batches of %d.%n",
                parameters,
                trainingRows,
                validationRows,
                epochs,
                run.training().batch());
    }

    @Override
    public void progressed(Progress p) {
        if (!terminal) {
            if (System.nanoTime() - logged >= LOG_EVERY_NANOS) {
                logged = System.nanoTime();
                out.println(line(p));
            }
            return;
        }
        int filled = (int) (BAR * p.step() / p.steps());
        show("[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + line(p));
    }

    private static String line(Progress p) {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %,d/%,d  %,.0f rows/s  %s left  ELBO %.2f",
                p.epoch(),
                p.epochs(),
                p.step(),
                p.steps(),
                p.rowsPerSecond(),
                duration(p.secondsLeft()),
                p.epochSoFar().value());
    }

    @Override
    public void epochEnded(EpochMetrics m, boolean best) {
        clear();
        logged = System.nanoTime();
        String held = m.validation() == null
                ? ""
                : String.format(Locale.ROOT, "   validation %s%s", terms(m.validation()), best ? mark() : "");
        out.printf(
                Locale.ROOT,
                "epoch %d/%d  train %s%s  %.1f s%n",
                m.epoch(),
                epochs,
                terms(m.train()),
                held,
                m.seconds());
    }

    private String mark() {
        return colours ? " \u001b[32mbest\u001b[0m" : " best";
    }

    private static String terms(Elbo elbo) {
        return String.format(
                Locale.ROOT,
                "ELBO %.2f (reconstruction %.2f, KL %.2f)",
                elbo.value(),
                elbo.reconstruction(),
                elbo.kl());
    }

    @Override
    public boolean stopRequested() {
        return Interruption.requested();
    }

    /** Takes the changing line away. */
    void clear() {
        if (shown > 0) {
            show("");
            out.print("\r");
            shown = 0;
        }
    }

    private void show(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        out.flush();
        shown = line.length();
    }

    static String duration(double seconds) {
        long s = Math.round(seconds);
        return s >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
    }
}
