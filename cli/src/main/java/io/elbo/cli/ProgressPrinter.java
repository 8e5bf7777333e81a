package io.elbo.cli;

import io.elbo.data.Shown;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.training.TrainingListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Shows the progress of a training: on a terminal one changing line and a line per epoch, elsewhere a plain log. */
final class ProgressPrinter implements TrainingListener, AutoCloseable {
    private static final int BAR = 10;
    /** A line that wraps cannot be overwritten. */
    private static final int COLUMNS = 79;

    private static final long LOG_EVERY_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final Path folder;
    private final boolean terminal = Terminal.Stream.ERR.interactive();
    private final boolean colours = Terminal.Stream.ERR.colours();
    private long logged = System.nanoTime();
    private int shown;
    private int epochs;
    private boolean trained;
    private String note;
    private ReachedTerms terms;

    /** @param folder the run folder; null for none */
    ProgressPrinter(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** Sets a note to print when the training starts. */
    void note(String text) {
        note = text;
    }

    /** Returns whether anything was trained. */
    boolean trained() {
        return trained;
    }

    @Override
    public void started(RunSpec run, int trainingRows, int validationRows, long parameters) {
        Interruption.heed();
        epochs = run.training().epochs();
        terms = new ReachedTerms(run.model());
        if (note != null) {
            out.println("elbo: note: " + Shown.message(note));
        }
        out.printf(
                Locale.ROOT,
                "Training %,d parameters on %,d rows (%,d held out), %d epoch%s in batches of %d%s%n",
                parameters,
                trainingRows,
                validationRows,
                epochs,
                epochs == 1 ? "" : "s",
                run.training().batch(),
                folder == null ? "" : ", into " + folder);
    }

    @Override
    public void progressed(Progress p) {
        trained = true;
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

    private String line(Progress p) {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %,d/%,d  %s  %s left  %,.0f rows/s",
                p.epoch(),
                p.epochs(),
                p.step(),
                p.steps(),
                terms.brief(p.epochSoFar()),
                duration(p.secondsLeft()),
                p.rowsPerSecond());
    }

    @Override
    public void epochEnded(EpochMetrics m, boolean best) {
        trained = true;
        clear();
        logged = System.nanoTime();
        String held = m.validation() == null
                ? ""
                : String.format(Locale.ROOT, "   validation %s%s", terms.full(m.validation()), best ? mark() : "");
        out.printf(
                Locale.ROOT,
                "epoch %d/%d  %.1f s   train %s%s%n",
                m.epoch(),
                epochs,
                m.seconds(),
                terms.full(m.train()),
                held);
    }

    @Override
    public void stage(String what) {
        Interruption.heed();
        String line = Character.toUpperCase(what.charAt(0)) + what.substring(1);
        if (terminal) {
            show(line);
        } else if (System.nanoTime() - logged >= LOG_EVERY_NANOS) {
            logged = System.nanoTime();
            out.println(line);
        }
    }

    private String mark() {
        return colours ? " \u001b[32mbest\u001b[0m" : " best";
    }

    @Override
    public boolean stopRequested() {
        return Interruption.requested();
    }

    @Override
    public void close() {
        clear();
    }

    /** Clears the changing line. */
    void clear() {
        if (shown > 0) {
            show("");
            out.print("\r");
            out.flush();
            shown = 0;
        }
    }

    private void show(String line) {
        String cut = line.substring(0, Math.min(COLUMNS, line.length()));
        out.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
        out.flush();
        shown = cut.length();
    }

    static String duration(double seconds) {
        long s = Math.round(seconds);
        return s >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
    }
}
