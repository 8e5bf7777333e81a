package io.elbo.benchmarks;

import io.elbo.Vae;
import io.elbo.data.Images;
import io.elbo.data.Lines;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Encodes with a saved model: rows per second in bulk, and microseconds for a single row, as a line of JSON. Argument: the
 * model's file, for images of 28x28.
 */
public final class EncodingWorkload {
    private static final int ROWS = 20_000;
    private static final int ROUNDS = 15;
    private static final int SINGLES = 3000;

    private EncodingWorkload() {}

    /** Runs the workload. */
    public static void main(String[] arguments) {
        Vae vae = Vae.load(Path.of(arguments[0]));
        Images images = Lines.generate(ROWS, 1);
        double[] bulk = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            vae.encode(images);
            bulk[i] = ROWS * 1e9 / (System.nanoTime() - start);
        }
        float[] row = images.limit(1).toArray()[0];
        double[] single = new double[SINGLES];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < SINGLES; i++) {
                long start = System.nanoTime();
                vae.encode(row);
                single[i] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(bulk);
        Arrays.sort(single);
        System.out.printf(
                Locale.ROOT,
                "{\"peer\": \"elbo\", \"rows_per_second\": %.0f, \"single_row_us\": %.1f}%n",
                bulk[ROUNDS / 2],
                single[SINGLES / 2]);
    }
}
