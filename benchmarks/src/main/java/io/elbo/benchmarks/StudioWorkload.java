package io.elbo.benchmarks;

import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.model.Bernoulli;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.studio.Studio;
import io.elbo.studio.StudioOptions;
import io.elbo.training.TrainingListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how long the studio's page waits for the image of a latent: the round trip of a decode request over loopback, for a dense
 * 784-500-20-500-784 model. Prints milliseconds as a line of JSON, without the warm-up.
 */
public final class StudioWorkload {
    private static final int ROUNDS = 2000;
    private static final int WARM = 500;
    private static final int LATENT = 20;

    private StudioWorkload() {}

    /** Runs the workload. */
    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("elbo-studio-workload");
        try {
            Images images = Lines.generate(500, 1);
            RunDirectory.train(
                    root.resolve("run"),
                    new RunSpec(
                            VaeSpec.dense(images.shape(), 500, LATENT, new Bernoulli()),
                            Training.defaults().withEpochs(1)),
                    images,
                    new RunDirectory.Options(),
                    TrainingListener.NONE);
            try (Studio studio = Studio.start(new StudioOptions(root, 0, true, null))) {
                measure(studio);
            }
        } finally {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(0); // the HTTP client's threads
    }

    private static void measure(Studio studio) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String cookie = http.send(
                        HttpRequest.newBuilder(studio.address()).build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
        String origin = "http://127.0.0.1:" + studio.port();
        String runs = http.send(
                        HttpRequest.newBuilder(URI.create(origin + "/api/runs"))
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String id = runs.replaceFirst(".*\"id\":\"(\\w+)\".*", "$1");
        double[] millis = new double[ROUNDS];
        for (int i = -WARM; i < ROUNDS; i++) {
            StringBuilder latents = new StringBuilder("{\"latents\":[[");
            for (int j = 0; j < LATENT; j++) {
                latents.append(j == 0 ? "" : ",").append(((i + WARM) * 7 + j) % 40 / 10.0 - 2);
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(origin + "/api/runs/" + id + "/decode"))
                    .header("Cookie", cookie)
                    .header("Origin", origin)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(latents + "]]}"))
                    .build();
            long start = System.nanoTime();
            byte[] image =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
            millis[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
            if (image.length != 784) {
                throw new IllegalStateException(image.length + " bytes are not an image");
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "{\"decode_round_trip_ms\": %.2f, \"p99_ms\": %.2f, \"rounds\": %d}%n",
                millis[ROUNDS / 2],
                millis[ROUNDS * 99 / 100],
                ROUNDS);
    }
}
