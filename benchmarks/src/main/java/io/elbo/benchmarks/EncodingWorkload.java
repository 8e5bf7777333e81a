package io.elbo.benchmarks;

import io.elbo.Vae;
import io.elbo.data.image.ImageSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Measures encoding with a saved model. Prints rows per second in bulk and microseconds for a single row as a line of JSON. Arguments: the
 * file of a model of 28x28 images, and {@code mnist} or {@code dense}. {@code mnist} reads IDX files from the folder in the environment
 * variable DATA; {@code dense} uses rows without zeros. The medians exclude 30 rounds of warm-up.
 */
public final class EncodingWorkload {
    private static final int ROWS = 20_000;
    private static final int ROUNDS = 15;
    private static final int WARM = 30;
    private static final int SINGLES = 3000;

    private EncodingWorkload() {}

    /** Runs the workload. */
    public static void main(String[] arguments) {
        Vae vae = Vae.load(Path.of(arguments[0]));
        boolean digits = arguments[1].equals("mnist");
        float[][] images = digits ? digits() : dense(vae.spec().features());
        double[] bulk = new double[ROUNDS];
        for (int i = -WARM; i < ROUNDS; i++) {
            long start = System.nanoTime();
            vae.encode(images);
            bulk[Math.max(0, i)] = ROWS * 1e9 / (System.nanoTime() - start);
        }
        float[] row = images[0];
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
                "{\"peer\": \"elbo\", \"data\": \"%s\", \"rows_per_second\": %.0f, \"single_row_us\": %.1f}%n",
                arguments[1],
                bulk[ROUNDS / 2],
                single[SINGLES / 2]);
    }

    private static float[][] digits() {
        return ImageSource.of("mnist", Optional.of(Path.of(System.getenv("DATA"))), Optional.empty(), (f, b, t) -> {})
                .train()
                .limit(ROWS)
                .toArray();
    }

    /** Returns rows without zeros. */
    private static float[][] dense(int width) {
        Random random = new Random(1);
        float[][] rows = new float[ROWS][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = 1 - random.nextFloat();
            }
        }
        return rows;
    }
}
