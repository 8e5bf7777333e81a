package io.elbo.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.doctor.Doctor;
import io.elbo.doctor.Finding;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.model.Bernoulli;
import io.elbo.run.RunFolder;
import io.elbo.statistics.measure.NearestNeighbours;
import io.elbo.statistics.measure.Ranking;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studio shows the same values for a model as the library computes. */
class StudioExplorationTest {
    @TempDir
    static Path root;

    private static Client page;
    private static Vae vae;
    private static Images data;
    private static String image;

    @BeforeAll
    static void start() {
        vae = Vae.load(TinyRuns.image(root.resolve("image")).resolve("model.safetensors"));
        data = TinyRuns.lines();
        page = new Client(Studio.start(new StudioOptions(root, 0, true, null)));
        image = "/api/runs/" + page.id("image");
    }

    @AfterAll
    static void end() {
        page.close();
    }

    private static byte[] pixels(float[]... images) {
        ByteBuffer bytes = ByteBuffer.allocate(images.length * images[0].length);
        for (float[] one : images) {
            for (float value : one) {
                bytes.put((byte) Math.round(255 * Math.min(1, Math.max(0, value))));
            }
        }
        return bytes.array();
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void decodedImagesAreThoseOfTheModel() {
        byte[] decoded = page.postForBytes(image + "/decode", "{\"latents\":[[0.5,-1],[2,0.25]]}")
                .body();
        assertArrayEquals(pixels(vae.decode(new float[] {0.5f, -1}, new float[] {2, 0.25f})), decoded);
    }

    @Test
    void anItemAndItsPixelsAreEncodedAlike() {
        Encoding q = vae.encode(data.select(new int[] {7}));
        JsonNode item = Client.tree(page.post(image + "/encode", "{\"item\":7}").body());
        String base64 = Base64.getEncoder().encodeToString(data.copyOf(7));
        JsonNode drawn = Client.tree(
                page.post(image + "/encode", "{\"pixels\":\"" + base64 + "\"}").body());
        for (JsonNode one : List.of(item, drawn)) {
            assertArrayEquals(doubles(q.mean(0)), Client.numbers(one.path("mean")), 1e-6);
            assertEquals(
                    Math.exp(q.logVariance(0, 1) / 2),
                    one.path("deviation").get(1).asDouble(),
                    1e-6);
        }
        assertEquals(item.path("elbo"), drawn.path("elbo"));
        assertEquals(
                400,
                page.post(image + "/encode", "{\"pixels\":\"AAAA\"}").statusCode(),
                "three bytes are no image of this shape");
        assertEquals(400, page.post(image + "/encode", "{\"pixels\":\"?\"}").statusCode());
        assertEquals(
                404,
                page.post(image + "/encode", "{\"item\":" + TinyRuns.ROWS + "}").statusCode());
    }

    @Test
    void anItemIsThePictureOfItsPixels() throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(page.bytes(image + "/items/11.png")));
        assertEquals(28, picture.getWidth());
        for (int i = 0; i < 784; i++) {
            assertEquals(data.pixel(11, i), picture.getRaster().getSample(i % 28, i / 28, 0));
        }
    }

    @Test
    void theMapHasEachItemAtItsMeanOfTwoLatents() {
        JsonNode map = page.json(image + "/map?points=300");
        assertEquals(300, map.path("count").asInt());
        assertEquals("0,1", map.path("axes").asText());
        ByteBuffer points =
                ByteBuffer.wrap(page.bytes(image + "/map.bin?points=300")).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(300 * 18, points.capacity());
        float[][] mean = vae.encode(data).mean();
        double elbo = 0;
        for (int i = 0; i < 300; i++) {
            int item = points.getInt(300 * 14 + 4 * i);
            assertEquals(i * TinyRuns.ROWS / 300, item);
            assertEquals(mean[item][0], points.getFloat(4 * i), 1e-6);
            assertEquals(mean[item][1], points.getFloat(300 * 4 + 4 * i), 1e-6);
            assertEquals(-1, points.getShort(300 * 12 + 2 * i), "lines have no labels");
            elbo += points.getFloat(300 * 8 + 4 * i) / 300;
        }
        double all = vae.evaluate(data, EvaluationOptions.defaults()).elbo().value();
        assertEquals(all, elbo, Math.abs(all) / 20);
    }

    @Test
    void theUsualLatentsAreThoseOfTheData() {
        JsonNode usual = page.json(image + "/latents-usual");
        float[][] mean = vae.encode(data).mean();
        for (int j = 0; j < 2; j++) {
            int latent = j;
            double average =
                    Arrays.stream(mean).mapToDouble(z -> z[latent]).average().orElseThrow();
            double square = Arrays.stream(mean)
                    .mapToDouble(z -> (z[latent] - average) * (z[latent] - average))
                    .average()
                    .orElseThrow();
            assertEquals(average, usual.path("mean").get(j).asDouble(), 1e-6);
            assertEquals(Math.sqrt(square), usual.path("deviation").get(j).asDouble(), 1e-6);
        }
        double kl = vae.evaluate(data, EvaluationOptions.defaults()).elbo().kl();
        assertEquals(kl, Arrays.stream(Client.numbers(usual.path("kl"))).sum(), 1e-3 * kl);
    }

    @Test
    void samplesAreDrawsOfThePriorTimesTheTemperature() {
        float[][] draws = vae.sampleLatents(3, 5);
        JsonNode half = Client.tree(page.post(image + "/sample", "{\"count\":3,\"temperature\":0.5,\"seed\":5}")
                .body());
        for (int i = 0; i < 3; i++) {
            double[] z = Client.numbers(half.path("latents").get(i));
            assertEquals(draws[i][0] / 2, z[0], 1e-6);
            assertEquals(draws[i][1] / 2, z[1], 1e-6);
        }
        assertEquals(400, page.post(image + "/sample", "{\"count\":100000}").statusCode());
        assertEquals(400, page.post(image + "/sample", "{\"temperature\":-1}").statusCode());
    }

    @Test
    void directionsAreNamedAfterTheFactors() {
        JsonNode directions = page.json(image + "/directions");
        List<String> names = data.factorNames();
        assertFalse(names.isEmpty());
        assertEquals(names.get(0), directions.get(0).path("name").asText());
        assertEquals(2, directions.get(0).path("direction").size());
    }

    @Test
    void anomaliesAreRankedByTheirScoreAndJudgedByRowsHeldOut() {
        JsonNode answer = page.json(image + "/anomalies?score=reconstruction&falsePositiveRate=0.1&points=50");
        assertEquals(TinyRuns.ROWS, answer.path("total").asInt());
        assertEquals(50, answer.path("items").size());
        Images heldOut = vae.heldOut(data).orElseThrow();
        assertEquals(heldOut.count(), answer.path("calibrated").asInt());
        double[] ordinary = new io.elbo.image.score.ReconstructionError().of(vae, heldOut, 1);
        double[] all = new io.elbo.image.score.ReconstructionError().of(vae, data, 1);
        double threshold = Ranking.threshold(ordinary, 0.1);
        assertEquals(threshold, answer.path("threshold").asDouble(), 1e-9);
        assertEquals(
                Arrays.stream(all).filter(score -> score > threshold).count(),
                answer.path("anomalies").asInt());
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < 50; i++) {
            JsonNode item = answer.path("items").get(i);
            double score = item.path("score").asDouble();
            assertEquals(sorted[all.length - 1 - i], score, 1e-9);
            assertEquals(all[item.path("item").asInt()], score, 1e-9);
            assertEquals(score > threshold, item.path("anomaly").asBoolean());
            assertEquals(Ranking.pValue(ordinary, score), item.path("p").asDouble(), 1e-9);
        }
        assertEquals(TinyRuns.ROWS, (int)
                Arrays.stream(Client.numbers(answer.path("histogram").path("counts")))
                        .sum());
        assertEquals(61, answer.path("histogram").path("edges").size(), "an edge more than there are stretches");
        String few = page.get(image + "/anomalies?score=reconstruction&falsePositiveRate=0.001")
                .body();
        assertTrue(few.contains("needs at least 999 held-out rows; there are 40"), few);
    }

    @Test
    void theSurpriseOfThePixelsIsTheReconstructionTermAndTheNearestIsNear() {
        JsonNode answer = page.json(image + "/anomalies/9?score=reconstruction");
        float[] made = vae.reconstruct(data.select(new int[] {9}))[0];
        assertArrayEquals(
                pixels(made),
                Base64.getDecoder().decode(answer.path("reconstruction").asText()));
        double[] surprise = Client.numbers(answer.path("surprise"));
        assertTrue(vae.spec().likelihood() instanceof Bernoulli);
        for (int i = 0; i < 784; i++) {
            double x = data.pixel(9, i) / 255.0;
            double p = made[i];
            assertEquals(-x * Math.log(p) - (1 - x) * Math.log1p(-p), surprise[i], 1e-3 + 1e-3 * surprise[i]);
        }
        double[] scores = new io.elbo.image.score.ReconstructionError().of(vae, data, 1);
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int[] ordinary = IntStream.range(0, scores.length)
                .filter(i -> i != 9 && scores[i] <= sorted[(sorted.length - 1) / 2])
                .toArray();
        float[][] mean = vae.encode(data).mean();
        NearestNeighbours nearest = NearestNeighbours.of(
                new float[][] {mean[9]},
                Arrays.stream(ordinary).mapToObj(i -> mean[i]).toArray(float[][]::new),
                1);
        assertEquals(ordinary[nearest.rows()[0][0]], answer.path("nearest").asInt());
        assertEquals(nearest.distances()[0][0], answer.path("distance").asDouble(), 1e-6);
    }

    @Test
    void theDoctorSaysWhatTheLibrarysDoctorSays() {
        JsonNode findings = page.json(image + "/doctor");
        List<Finding> expected =
                Doctor.examine(vae, vae.heldOut(data).orElseThrow(), RunFolder.epochs(root.resolve("image")));
        assertFalse(expected.isEmpty());
        assertEquals(expected.size(), findings.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i).finding(), findings.get(i).path("finding").asText());
            assertEquals(
                    expected.get(i).changes().size(),
                    findings.get(i).path("changes").size());
        }
    }

    @Test
    void picturesAreOfTheModelAsItIs() throws IOException {
        for (String name : List.of("samples", "reconstructions", "grid")) {
            BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(page.bytes(image + "/pictures/" + name + ".png?side=5")));
            assertTrue(picture.getWidth() > 100, name);
        }
    }

    @Test
    void whatWasChosenIsExportedWithItsLatents() {
        float[][] mean = vae.encode(data.select(new int[] {3, 1})).mean();
        String expected = "item,label,mean_0,mean_1\n3,," + mean[0][0] + "," + mean[0][1] + "\n1,," + mean[1][0] + ","
                + mean[1][1] + "\n";
        assertEquals(expected, page.get(image + "/export?items=3,1").body());
        assertEquals(expected, page.post(image + "/export", "{\"items\":[3,1]}").body());
        assertEquals(404, page.get(image + "/export?items=3,999999").statusCode());
    }
}
