package io.elbo.benchmarks;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.engine.execution.Platform;
import io.elbo.model.Bernoulli;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains one of two fixed models on MNIST and prints seconds per epoch as a line of JSON. w1 trains 784-500-20-500-784 on 60,000 images
 * for 6 epochs. w2 trains the convolutional model on 12,000 images for 4 epochs. Both use Adam with batches of 100. The median excludes
 * the first two epochs. Arguments: {@code --workload w1|w2 --threads T}. The environment variable DATA names the folder of the IDX files.
 */
public final class TrainingWorkload {
    private static final int WARM = 2;
    private static final int SMALL = 12_000;

    private TrainingWorkload() {}

    /** Runs one workload. */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        String workload = given.get(given.indexOf("--workload") + 1);
        int threads = Integer.parseInt(given.get(given.indexOf("--threads") + 1));
        long start = System.nanoTime();
        Images images = ImageSource.of(
                        "mnist", Optional.of(Path.of(System.getenv("DATA"))), Optional.empty(), (f, b, t) -> {})
                .train();
        boolean dense = workload.equals("w1");
        VaeSpec spec = dense
                ? VaeSpec.dense(images.shape(), 500, 20, new Bernoulli())
                : VaeSpec.convolutional(images.shape(), 20, new Bernoulli());
        Images rows = dense ? images : images.limit(SMALL);
        Training training = Training.defaults().withEpochs(dense ? 6 : 4).withValidation(0, 0);
        Listener listener = new Listener(workload);
        Vae vae = Trainer.fit(spec, rows, training, listener, threads);
        double[] measured = listener.seconds.stream()
                .skip(WARM)
                .mapToDouble(s -> s)
                .sorted()
                .toArray();
        int middle = measured.length / 2;
        double median = measured.length % 2 == 1 ? measured[middle] : (measured[middle - 1] + measured[middle]) / 2;
        System.out.printf(
                Locale.ROOT,
                "{\"peer\": \"elbo\", \"workload\": \"%s\", \"threads\": %d, \"epoch_s\": %s, \"epoch_loss\": %s, "
                        + "\"median_epoch_s\": %.4f, \"final_loss\": %.3f, \"params\": %d, \"wall_s\": %.2f, "
                        + "\"first_step_s\": %.3f, \"versions\": {\"java\": \"%s\"}, \"notes\": {\"kernels\": \"%s\"}}%n",
                workload,
                threads,
                listener.seconds,
                listener.losses,
                median,
                listener.losses.get(listener.losses.size() - 1),
                vae.size(),
                (System.nanoTime() - start) / 1e9,
                listener.firstStep,
                System.getProperty("java.version"),
                Platform.kernels());
    }

    private static final class Listener implements TrainingListener {
        private final String workload;
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private double before;
        private double firstStep;

        Listener(String workload) {
            this.workload = workload;
        }

        @Override
        public void started(RunSpec run, int trainingRows, int validationRows, long parameters) {
            before = 0;
        }

        @Override
        public boolean stopRequested() {
            if (firstStep == 0) {
                firstStep = (System.currentTimeMillis()
                                - java.lang.management.ManagementFactory.getRuntimeMXBean()
                                        .getStartTime())
                        / 1e3;
            }
            return false;
        }

        @Override
        public void epochEnded(EpochMetrics m, boolean best) {
            seconds.add(m.seconds() - before);
            before = m.seconds();
            losses.add(-m.train().value());
            System.err.printf(
                    Locale.ROOT,
                    "elbo %s epoch %d: loss %.3f, %.3f s%n",
                    workload,
                    m.epoch(),
                    -m.train().value(),
                    seconds.get(seconds.size() - 1));
        }
    }
}
