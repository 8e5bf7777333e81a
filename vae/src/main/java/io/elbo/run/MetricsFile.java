package io.elbo.run;

import com.fasterxml.jackson.core.io.NumberInput;
import io.elbo.data.DataException;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import java.nio.file.Path;
import java.util.Locale;

/** {@code metrics.csv}: one line per epoch. Validation columns are empty if no rows are held out. */
public final class MetricsFile {
    static final String HEADER = "epoch,step,seconds,train_elbo,train_reconstruction,train_kl,"
            + "validation_elbo,validation_reconstruction,validation_kl,learning_rate";

    private static final int COLUMNS = 10;

    private MetricsFile() {}

    static String line(EpochMetrics m) {
        return String.format(Locale.ROOT, "%d,%d,%.3f,", m.epoch(), m.step(), m.seconds())
                + terms(m.train())
                + ','
                + (m.validation() == null ? ",," : terms(m.validation()))
                + ','
                + m.learningRate();
    }

    private static String terms(Elbo elbo) {
        return elbo.value() + "," + elbo.reconstruction() + "," + elbo.kl();
    }

    public static EpochLines<EpochMetrics> lines(Path file) {
        return new EpochLines<>(file, new EpochLines.Format<>() {
            @Override
            public void header(String line) {
                if (!HEADER.equals(line)) {
                    throw new DataException(file + ": line 1: is not the header of a run's metrics");
                }
            }

            @Override
            public EpochMetrics line(String line, int number) {
                return epoch(line, file, number);
            }
        });
    }

    private static EpochMetrics epoch(String line, Path file, int number) {
        String[] cells = line.split(",", -1);
        try {
            if (cells.length == COLUMNS) {
                return new EpochMetrics(
                        Integer.parseInt(cells[0]),
                        Long.parseLong(cells[1]),
                        number(cells[2]),
                        elbo(cells, 3),
                        cells[6].isEmpty() ? null : elbo(cells, 6),
                        number(cells[9]));
            }
        } catch (NumberFormatException e) {
            // below
        }
        throw new DataException(file + ": line " + number + ": is not the line of an epoch");
    }

    private static Elbo elbo(String[] cells, int at) {
        return new Elbo(number(cells[at + 1]), number(cells[at + 2]));
    }

    /** Parses a number several times faster than Java, with the same result, because files have millions of numbers. */
    static double number(String text) {
        return NumberInput.parseDouble(text, true);
    }
}
