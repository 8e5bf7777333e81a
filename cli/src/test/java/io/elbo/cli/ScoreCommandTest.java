package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@code score} and {@code ood} for scripts. */
@Tag("slow")
class ScoreCommandTest {
    @TempDir
    static Path d;

    private static Path run;
    private static Path noise;

    @BeforeAll
    static void train() throws IOException {
        run = d.resolve("run");
        Cli.run(
                        "train",
                        "--limit",
                        400,
                        "--hidden",
                        24,
                        "--latent",
                        3,
                        "--epochs",
                        30,
                        "--batch",
                        20,
                        "--learning-rate",
                        "3e-3",
                        "--out",
                        run)
                .succeeded();
        noise = Files.createDirectory(d.resolve("strange ones"));
        Images images = Images.noise(Lines.generate(1, 1).shape(), 12, 5);
        for (int i = 0; i < images.count(); i++) {
            BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setDataElements(0, 0, 28, 28, images.copyOf(i));
            ImageIO.write(
                    picture,
                    "png",
                    noise.resolve("a, \"" + (char) ('a' + i) + "\".png").toFile());
        }
    }

    private static Cli.Result score(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("score", run, "--calibrate-limit", 199));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray()).succeeded();
    }

    @Test
    void theTableHasALineForEachImage() {
        Path csv = d.resolve("scores.csv");
        Cli.Result result =
                score("--split", "train", "--limit", 300, "--score", "elbo", "--false-alarms", 0.05, "-o", csv);
        NumberTable table = NumberFile.read(csv);
        assertEquals(List.of("index", "anomaly_score", "p_value", "is_anomaly"), table.names());
        assertEquals(300, table.values().length);
        int anomalies = 0;
        for (int i = 0; i < 300; i++) {
            float[] line = table.values()[i];
            assertEquals(i, line[0]);
            assertTrue(line[2] >= 1 / 200f && line[2] <= 1, "p " + line[2]);
            assertEquals(line[2] <= 0.05f ? 1 : 0, line[3]);
            anomalies += (int) line[3];
        }
        // 15 of 300 are expected
        assertTrue(anomalies > 0 && anomalies < 50, anomalies + " anomalies");
        assertTrue(
                result.out().startsWith(anomalies + " of 300 images of lines are anomalies, by elbo."), result.out());
        assertTrue(result.out().contains("Of 199 held-out images of lines, at most 5 % score above"), result.out());
        assertTrue(result.out().contains("Wrote " + csv), result.out());
        assertEquals(List.of(), result.errors());
    }

    @Test
    void filesAreNamedAndNoiseIsStrange() throws IOException {
        Path csv = d.resolve("files.csv");
        for (String score : List.of("elbo", "log_likelihood", "regret", "complexity", "reconstruction")) {
            Cli.Result result = score("--data", noise, "--score", score, "--false-alarms", 0.01, "-o", csv);
            assertTrue(result.out().startsWith("12 of 12 images of strange ones are anomalies, by " + score), score);
            assertTrue(result.out().contains("Most unusual: a, \""), result.out());
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals("index,anomaly_score,p_value,is_anomaly,file", lines.get(0));
        assertEquals(13, lines.size());
        assertTrue(
                lines.get(1).startsWith("0,") && lines.get(1).endsWith(",0.005,1,\"a, \"\"a\"\".png\""), lines.get(1));
    }

    @Test
    void aKeptCalibrationGivesTheSameTable() throws IOException {
        Path kept = d.resolve("kept.json");
        Path first = d.resolve("first.csv");
        Path second = d.resolve("second.csv");
        score("--split", "train", "--limit", 20, "--steps", 5, "--save-calibration", kept, "-o", first);
        Cli.run("score", run, "--split", "train", "--limit", 20, "--calibration", kept, "-o", second)
                .succeeded();
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        Path other = d.resolve("other");
        Cli.run("train", "--limit", 40, "--hidden", 4, "--latent", 2, "--epochs", 1, "--out", other)
                .succeeded();
        Cli.Result refused = Cli.run("score", other, "--limit", 5, "--calibration", kept);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("the calibration is of another model"), refused.err());
    }

    @Test
    void theSummaryAsJsonHasThePromisedKeys() throws IOException {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(score("--data", noise, "--score", "reconstruction", "--json")
                        .out());
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "data",
                        "rows",
                        "score",
                        "unit",
                        "calibrated_on",
                        "calibration_rows",
                        "false_positive_rate",
                        "threshold",
                        "anomalies"),
                names);
        assertEquals(12, json.get("rows").intValue());
        assertEquals(199, json.get("calibration_rows").intValue());
        assertEquals(12, json.get("anomalies").intValue());
        assertTrue(json.get("threshold").isDouble());
    }

    @Test
    void imagesOfTheCalibrationItselfAreNoted() {
        Cli.Result same = score("--limit", 199, "--score", "elbo", "--samples", 1);
        assertTrue(same.err().contains("note: these are the images of the calibration themselves"), same.err());
        assertFalse(
                score("--limit", 198, "--score", "elbo", "--samples", 1).err().contains("note"));
    }

    /** The size of a cell in a picture of lines: 28 pixels, doubled, and a gap of 2. */
    @Test
    void thePictureShowsTheStrangestAboveTheMostOrdinary() throws IOException {
        int[][] cases = {{1, 1, 1}, {3, 1, 2}, {12, 6, 2}, {21, 10, 2}, {39, 10, 2}, {100, 10, 4}};
        for (int[] c : cases) {
            Path file = d.resolve("strange" + c[0] + ".png");
            score("--limit", c[0], "--score", "reconstruction", "--picture", file);
            BufferedImage picture = ImageIO.read(file.toFile());
            assertEquals(c[1] * 58 + 2, picture.getWidth(), c[0] + " images");
            assertEquals(c[2] * 58 + 2, picture.getHeight(), c[0] + " images");
        }
    }

    @Test
    void everyScoreIsComparedOnEverySet() throws IOException {
        Object[] command = {
            "ood", run, "--limit", 30, "--steps", 5, "--samples", 4, "--against", "lines,noise,rotated:45,inverted"
        };
        String words = Cli.run(command).succeeded().out();
        List<Object> withJson = new ArrayList<>(List.of(command));
        withJson.addAll(List.of("--against", noise, "--json"));
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(Cli.run(withJson.toArray()).succeeded().out());
        assertEquals("lines", json.get("data").textValue());
        assertEquals(30, json.get("rows").intValue());
        assertEquals(25, json.get("results").size());
        for (JsonNode result : json.get("results")) {
            double auroc = result.get("auroc").doubleValue();
            String name = result.get("against").textValue();
            assertEquals(
                    name.equals(noise.toString()) ? 12 : 30, result.get("rows").intValue());
            // the ordinary images are the calibration images
            assertTrue(!name.equals("lines") || auroc == 0.5, result.toString());
            assertTrue(!name.equals("noise") && !name.equals("inverted") || auroc > 0.95, result.toString());
            assertTrue(
                    name.equals(noise.toString()) || words.contains(String.format(Locale.ROOT, "%.3f", auroc)), words);
        }
        assertEquals(
                List.of("elbo", "log_likelihood", "regret", "complexity", "reconstruction"),
                words.lines().skip(2).map(line -> line.split(" ")[0]).toList());
        assertTrue(words.lines().skip(1).findFirst().orElseThrow().matches(" +lines +noise +rotated:45 +inverted"));
    }

    @Test
    void someScoresAreComparedIfSoWanted() {
        String words = Cli.run("ood", run, "--limit", 5, "--score", "reconstruction,ELBO", "--against", "noise")
                .succeeded()
                .out();
        assertEquals(
                List.of("reconstruction", "elbo"),
                words.lines().skip(2).map(line -> line.split(" ")[0]).toList());
    }

    @Test
    void aPlainAutoencoderIsScoredByReconstruction() {
        Path plain = d.resolve("plain");
        Cli.run("train", "--limit", 60, "--hidden", 8, "--epochs", 1, "--model", "autoencoder", "--out", plain)
                .succeeded();
        Cli.Result result = Cli.run("score", plain, "--limit", 20, "--calibrate-limit", 99);
        assertTrue(result.out().contains("by reconstruction"), result.err());
        String table = Cli.run("ood", plain, "--limit", 5, "--against", "noise")
                .succeeded()
                .out();
        assertEquals(
                List.of("reconstruction"),
                table.lines().skip(2).map(line -> line.split(" ")[0]).toList());
        for (String command : List.of("score", "ood")) {
            Object[] words = command.equals("ood")
                    ? new Object[] {command, plain, "--against", "noise", "--score", "elbo"}
                    : new Object[] {command, plain, "--score", "elbo"};
            Cli.Result refused = Cli.run(words);
            assertEquals(1, refused.code());
            assertTrue(
                    refused.err().startsWith("elbo: --score elbo: a plain autoencoder has no density"), refused.err());
        }
    }
}
