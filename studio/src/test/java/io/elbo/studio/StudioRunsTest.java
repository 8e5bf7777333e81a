package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.Vae;
import io.elbo.run.RunFolder;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studio reports what the run folders contain. */
@Tag("slow")
class StudioRunsTest {
    @TempDir
    Path root;

    private Client page;

    @BeforeEach
    void start() {
        page = new Client(Studio.start(new StudioOptions(root, 0, false, null)));
    }

    @AfterEach
    void end() {
        page.close();
    }

    @Test
    void aFolderWithoutRunsHasNone() throws IOException {
        Files.createDirectory(root.resolve("pictures"));
        TinyRuns.write(root.resolve("file"), "x");
        assertEquals("[]", page.get("/api/runs").body());
    }

    @Test
    void theListSaysWhatARunIs() {
        Path folder = TinyRuns.image(root.resolve("one"));
        JsonNode runs = page.json("/api/runs");
        assertEquals(1, runs.size());
        JsonNode one = runs.get(0);
        List<EpochMetrics> epochs = RunFolder.epochs(folder);
        EpochMetrics best = epochs.stream()
                .max(Comparator.comparingDouble(EpochMetrics::score))
                .orElseThrow();
        assertEquals("one", one.path("name").asText());
        assertEquals("image", one.path("kind").asText());
        assertEquals("lines", one.path("data").asText());
        assertEquals("VAE 16-2, bernoulli", one.path("model").asText());
        assertEquals(2, one.path("latent").asInt());
        assertEquals("finished", one.path("state").asText());
        assertEquals(TinyRuns.EPOCHS, one.path("epochs").asInt());
        assertEquals(TinyRuns.EPOCHS, one.path("epochsWanted").asInt());
        assertEquals(best.epoch(), one.path("best").path("epoch").asInt());
        assertEquals(best.score(), one.path("best").path("elbo").asDouble(), 1e-6);
        JsonNode status = page.json("/api/runs/" + page.id("one")).path("status");
        assertEquals(best.epoch(), status.path("best").path("epoch").asInt());
        assertEquals(best.score(), status.path("best").path("score").asDouble(), 1e-6);
        assertTrue(one.path("best").path("validation").asBoolean());
        assertEquals(TinyRuns.EPOCHS, one.path("spark").size());
        assertTrue(one.path("canResume").asBoolean());
    }

    @Test
    void theListSaysWhatARunOfATableIs() {
        TinyRuns.image(root.resolve("one"));
        TinyRuns.table(root.resolve("two"));
        JsonNode runs = page.json("/api/runs");
        assertEquals(2, runs.size());
        JsonNode two = runs.get(1);
        assertEquals("table", two.path("kind").asText());
        assertEquals("people.csv", two.path("data").asText());
        assertFalse(two.path("canResume").asBoolean(), "tables have no checkpoint");
    }

    @Test
    void aRunSaysItsSpecAndWhetherItsDataAreThere() throws IOException {
        Path folder = TinyRuns.image(root.resolve("one"));
        JsonNode one = page.json("/api/runs/" + page.id("one"));
        assertEquals(Client.tree(RunSpec.read(folder.resolve("spec.json")).toJson()), one.path("spec"));
        assertEquals(28, one.path("image").path("height").asInt());
        assertEquals(1, one.path("image").path("channels").asInt());
        assertTrue(one.path("hasModel").asBoolean());
        assertTrue(one.path("dataMissing").isNull());
        assertEquals("finished", one.path("status").path("state").asText());
        TinyRuns.write(folder.resolve("data.json"), "{\"data\":\"/nowhere\",\"table\":false}");
        JsonNode gone = page.json("/api/runs/" + page.id("one"));
        assertTrue(
                gone.path("dataMissing").asText().contains("/nowhere"),
                gone.path("dataMissing").asText());
        // requests that need no data work
        assertEquals(
                200,
                page.post("/api/runs/" + page.id("one") + "/decode", "{\"latents\":[[0,0]]}")
                        .statusCode());
        assertEquals(
                400, page.get("/api/runs/" + page.id("one") + "/items/0.png").statusCode());
    }

    @Test
    void curvesAreThoseOfTheFile() {
        Path folder = TinyRuns.image(root.resolve("one"));
        String id = "/api/runs/" + page.id("one");
        JsonNode curves = page.json(id + "/metrics");
        List<EpochMetrics> epochs = RunFolder.epochs(folder);
        assertEquals(epochs.size(), curves.path("total").asInt());
        for (int i = 0; i < epochs.size(); i++) {
            EpochMetrics epoch = epochs.get(i);
            assertEquals(epoch.epoch(), curves.path("epoch").get(i).asInt());
            assertEquals(epoch.step(), curves.path("step").get(i).asLong());
            assertEquals(
                    epoch.train().value(),
                    curves.path("train").path("elbo").get(i).asDouble(),
                    1e-9);
            assertEquals(
                    epoch.validation().kl(),
                    curves.path("validation").path("kl").get(i).asDouble(),
                    1e-9);
        }
        JsonNode latents = page.json(id + "/latents");
        List<double[]> kl = RunFolder.latents(folder);
        assertEquals(kl.size(), latents.path("kl").size());
        assertEquals(kl.get(2)[1], latents.path("kl").get(2).get(1).asDouble(), 1e-9);
    }

    @Test
    void ofAHundredThousandEpochsSomeHundredsAreSentAndTheWorstIsAmongThem() throws IOException {
        Path folder = TinyRuns.image(root.resolve("long"));
        StringBuilder csv = new StringBuilder(
                        Files.readAllLines(folder.resolve("metrics.csv")).get(0))
                .append('\n');
        for (int i = 1; i <= 100_000; i++) {
            double elbo = i == 54_321 ? -999 : -100 + i / 1e4;
            csv.append(String.format(Locale.ROOT, "%d,%d,%d.0,%f,%f,1.0,,,,0.001%n", i, 4 * i, i, elbo, elbo + 1));
        }
        TinyRuns.write(folder.resolve("metrics.csv"), csv.toString());
        JsonNode curves = page.json("/api/runs/" + page.id("long") + "/metrics?points=500");
        assertEquals(100_000, curves.path("total").asInt());
        assertTrue(curves.path("epoch").size() <= 502, curves.path("epoch").size() + " points");
        assertTrue(curves.path("epoch").toString().contains(",54321,"), "the worst epoch");
        assertTrue(curves.path("validation").isNull());
        JsonNode listed = page.json("/api/runs").get(0);
        for (int i = 0; i < 100 && listed.path("best").isNull(); i++) {
            Client.pause(100); // the list does not wait for long files
            listed = page.json("/api/runs").get(0);
        }
        assertEquals(60, listed.path("spark").size());
        assertEquals(100_000, listed.path("epochs").asInt());
    }

    /** Reads a number of events. */
    private List<String> events(String path, String lastId, int lines) throws IOException {
        var request = page.request(path).header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        List<String> heard = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(page.stream(request).body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null && heard.size() < lines; line = in.readLine()) {
                if (!line.isEmpty()) {
                    heard.add(line);
                }
                if (heard.size() == lines) {
                    break;
                }
            }
        }
        return heard;
    }

    @Test
    void whoComesBackHearsTheEpochsThatWereMissed() throws IOException {
        Path folder = TinyRuns.image(root.resolve("one"));
        String path = "/api/runs/" + page.id("one") + "/events";
        List<String> heard = events(path, "1", 6);
        assertEquals("id: 2", heard.get(0));
        assertEquals("event: epoch", heard.get(1));
        JsonNode epoch = Client.tree(heard.get(2).substring("data: ".length()));
        EpochMetrics second = RunFolder.epochs(folder).get(1);
        assertEquals(2, epoch.path("epoch").asInt());
        assertEquals(
                second.validation().value(),
                epoch.path("validation").path("elbo").asDouble(),
                1e-9);
        assertEquals(
                RunFolder.latents(folder).get(1)[0], epoch.path("kl").get(0).asDouble(), 1e-9);
        assertEquals("id: 3", heard.get(3));
    }

    @Test
    void whoKnowsAllHearsTheModelAndTheStatus() throws IOException {
        TinyRuns.image(root.resolve("one"));
        List<String> heard = events("/api/runs/" + page.id("one") + "/events", null, 4);
        assertEquals("event: model", heard.get(0));
        assertEquals("event: status", heard.get(2));
        assertEquals(
                "finished",
                Client.tree(heard.get(3).substring("data: ".length()))
                        .path("state")
                        .asText());
    }

    @Test
    void aNewModelIsToldAndUsed(@TempDir Path other) throws IOException {
        Path folder = TinyRuns.image(root.resolve("one"));
        String id = "/api/runs/" + page.id("one");
        byte[] before =
                page.postForBytes(id + "/decode", "{\"latents\":[[1,1]]}").body();
        var request = page.request(id + "/events").header("Accept", "text/event-stream");
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(page.stream(request).body(), StandardCharsets.UTF_8))) {
            String first = next(in, "event: model");
            Vae vae = Vae.load(folder.resolve("model.safetensors"));
            var parameters = vae.parameters();
            float[] weight = parameters.get("decoder.0.weight");
            for (int i = 0; i < weight.length; i++) {
                weight[i] *= 3;
            }
            parameters.set("decoder.0.weight", weight);
            Path made = other.resolve("model.safetensors");
            Vae.of(vae.spec(), parameters, vae.provenance()).save(made);
            Files.move(made, folder.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
            assertFalse(first.equals(next(in, "event: model")), "another version");
        }
        byte[] after =
                page.postForBytes(id + "/decode", "{\"latents\":[[1,1]]}").body();
        assertFalse(java.util.Arrays.equals(before, after));
    }

    private static String next(BufferedReader in, String event) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(event)) {
                return in.readLine();
            }
        }
        throw new AssertionError("no " + event);
    }

    @Test
    void eventsOfWhatIsNoRunAreRefusedAndNotAStream() {
        assertEquals(
                404,
                page.send(page.request("/api/runs/0123456789abcdef0123456789abcdef/events")
                                .header("Accept", "text/event-stream"))
                        .statusCode());
    }

    @Test
    void aTrainingWhoseProcessIsGoneWasInterrupted() {
        Path folder = TinyRuns.image(root.resolve("one"));
        TinyRuns.write(
                folder.resolve("status.json"),
                "{\"state\":\"training\",\"epoch\":2,\"epochs\":9,\"step\":5,\"steps\":36,\"rows_per_second\":1.0,"
                        + "\"seconds_left\":3.0}");
        JsonNode run = page.json("/api/runs").get(0);
        assertEquals("interrupted", run.path("state").asText());
        assertEquals(9, run.path("epochsWanted").asInt());
    }

    @Test
    void thousandsOfRunsAreListedFromWhatIsKnownOfTheirFiles() throws IOException {
        Path folder = TinyRuns.image(root.resolve("r0"));
        for (int i = 1; i < 300; i++) {
            Path other = Files.createDirectory(root.resolve("r" + i));
            for (String file : List.of("status.json", "metrics.csv", "spec.json", "data.json")) {
                Files.copy(folder.resolve(file), other.resolve(file));
            }
        }
        assertEquals(300, page.json("/api/runs").size());
        assertEquals(300, page.json("/api/runs").size());
    }
}
