package io.elbo.internal;

import io.elbo.Elbo;
import io.elbo.EpochMetrics;
import io.elbo.data.AtomicFile;
import io.elbo.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code metrics.csv}: one line an epoch. Validation columns are empty where nothing is held out. */
public final class MetricsFile {
    private static final String HEADER = "epoch,step,seconds,train_elbo,train_reconstruction,train_kl,"
            + "validation_elbo,validation_reconstruction,validation_kl,learning_rate\n";

    private static final int COLUMNS = 10;

    private MetricsFile() {}

    public static void write(Path file, List<EpochMetrics> epochs) {
        StringBuilder text = new StringBuilder(HEADER);
        for (EpochMetrics m : epochs) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%.3f,%s,%s,%s%n",
                    m.epoch(),
                    m.step(),
                    m.seconds(),
                    terms(m.train()),
                    m.validation() == null ? ",," : terms(m.validation()),
                    m.learningRate()));
        }
        byte[] bytes = text.toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** @throws DataException naming the line that is not right */
    public static List<EpochMetrics> read(Path file) {
        List<EpochMetrics> epochs = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            if (line == null || !HEADER.equals(line + "\n")) {
                throw new DataException(file + ": line 1: is not the header of a run's metrics");
            }
            for (line = lines.readLine(); line != null; line = lines.readLine()) {
                epochs.add(epoch(line, file, epochs.size() + 2));
            }
            return epochs;
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + Messages.reason(e), e);
        }
    }

    private static EpochMetrics epoch(String line, Path file, int number) {
        String[] cells = line.split(",", -1);
        try {
            if (cells.length == COLUMNS) {
                return new EpochMetrics(
                        Integer.parseInt(cells[0]),
                        Long.parseLong(cells[1]),
                        Double.parseDouble(cells[2]),
                        elbo(cells, 3),
                        cells[6].isEmpty() ? null : elbo(cells, 6),
                        Double.parseDouble(cells[9]));
            }
        } catch (NumberFormatException e) {
            // below
        }
        throw new DataException(file + ": line " + number + ": is not the line of an epoch");
    }

    private static Elbo elbo(String[] cells, int at) {
        return new Elbo(Double.parseDouble(cells[at + 1]), Double.parseDouble(cells[at + 2]));
    }

    private static String terms(Elbo elbo) {
        return elbo.value() + "," + elbo.reconstruction() + "," + elbo.kl();
    }
}
