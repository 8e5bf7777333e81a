package io.elbo.internal;

import io.elbo.data.AtomicFile;
import io.elbo.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code latents.csv}: the KL divergence of each latent, a line an epoch; empty cells where it is not known. */
public final class LatentsFile {
    private LatentsFile() {}

    /** @param epochs of each latent, null where nothing is known; the latents of the first that is known say how many there are */
    static void write(Path file, int latent, List<double[]> epochs) {
        StringBuilder text = new StringBuilder("epoch");
        for (int j = 0; j < latent; j++) {
            text.append(",kl_").append(j);
        }
        text.append('\n');
        for (int i = 0; i < epochs.size(); i++) {
            text.append(i + 1);
            for (int j = 0; j < latent; j++) {
                text.append(',');
                if (epochs.get(i) != null) {
                    text.append((float) epochs.get(i)[j]);
                }
            }
            text.append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** @throws DataException naming the line that is not right */
    public static List<double[]> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            int latent = lines.isEmpty() ? 0 : lines.get(0).split(",", -1).length - 1;
            List<double[]> epochs = new ArrayList<>();
            for (int i = 1; i < lines.size(); i++) {
                String[] cells = lines.get(i).split(",", -1);
                if (cells.length != latent + 1) {
                    throw new DataException(file + ": line " + (i + 1) + ": has " + cells.length + " cells; "
                            + (latent + 1) + " are needed");
                }
                epochs.add(IntStream.range(0, latent)
                        .mapToDouble(j -> cells[j + 1].isEmpty() ? Double.NaN : Double.parseDouble(cells[j + 1]))
                        .toArray());
            }
            return epochs;
        } catch (NumberFormatException e) {
            throw new DataException(file + ": has what is no number: " + Json.brief(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + Messages.reason(e), e);
        }
    }
}
