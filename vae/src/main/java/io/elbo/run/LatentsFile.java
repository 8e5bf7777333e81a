package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.json.Json;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** {@code latents.csv}: the KL divergence of each latent dimension, a line per epoch, with empty cells if it is unknown. */
public final class LatentsFile {
    public static final String NAME = "latents.csv";

    private LatentsFile() {}

    static String header(int latent) {
        StringBuilder text = new StringBuilder("epoch");
        for (int j = 0; j < latent; j++) {
            text.append(",kl_").append(j);
        }
        return text.toString();
    }

    /** @param kl the KL divergence of each latent dimension; null if unknown */
    static String line(int epoch, int latent, double[] kl) {
        StringBuilder text = new StringBuilder().append(epoch);
        for (int j = 0; j < latent; j++) {
            text.append(',');
            if (kl != null) {
                text.append((float) kl[j]);
            }
        }
        return text.toString();
    }

    /** Returns an entry for each epoch, NaN if unknown. */
    public static EpochLines<double[]> lines(Path file) {
        return new EpochLines<>(file, new EpochLines.Format<>() {
            private int cells;

            @Override
            public void header(String line) {
                cells = line.split(",", -1).length;
                if (!line.equals(LatentsFile.header(cells - 1))) {
                    throw new DataException(file + ": line 1: is not the header of a run's latents");
                }
            }

            @Override
            public double[] line(String line, int number) {
                return latents(line.split(",", -1), cells, file, number);
            }
        });
    }

    private static double[] latents(String[] line, int cells, Path file, int number) {
        if (line.length != cells) {
            throw new DataException(
                    file + ": line " + number + ": has " + line.length + " cells; " + cells + " are needed");
        }
        try {
            return IntStream.range(1, cells)
                    .mapToDouble(j -> line[j].isEmpty() ? Double.NaN : MetricsFile.number(line[j]))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new DataException(
                    file + ": line " + number + ": has what is no number: "
                            + Json.brief(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
