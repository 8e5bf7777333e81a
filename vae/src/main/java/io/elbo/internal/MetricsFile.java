package io.elbo.internal;

import io.elbo.Elbo;
import io.elbo.EpochMetrics;
import io.elbo.data.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code metrics.csv}: one line an epoch. Validation columns are empty where nothing is held out. */
public final class MetricsFile {
    private static final String HEADER = "epoch,step,seconds,train_elbo,train_reconstruction,train_kl,"
            + "validation_elbo,validation_reconstruction,validation_kl,learning_rate\n";

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

    private static String terms(Elbo elbo) {
        return elbo.value() + "," + elbo.reconstruction() + "," + elbo.kl();
    }
}
