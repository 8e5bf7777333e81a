package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.image.GaussianNoise;
import io.elbo.data.image.Idx;
import io.elbo.data.image.ImageFolder;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain autoencoders, PCA and the restoration of images on the command line. */
@Tag("slow")
class AutoencoderTest {
    private static final int FEATURES = 784;
    /** The size of a cell in a picture of lines: 28 pixels, doubled, and a gap of 2. */
    private static final int CELL = 58;

    @TempDir
    static Path d;

    /** The rows that the commands use by default. */
    private static final Images TEST = Lines.generate(4000, 2);

    @BeforeAll
    static void train() {
        run("train --model autoencoder --limit 100 --hidden 16 --latent 2 --epochs 2 --out @/plain");
        run("train --model pca --limit 100 --latent 5 --out @/pca");
        run(
                "train --model autoencoder --limit 100 --hidden 16 --latent 4 --epochs 1 --corrupt downscale:2 --out @/by2");
        run("train --model linear --limit 100 --latent 4 --epochs 1 --pairs lines --resize-pairs 7x7 --out @/small");
    }

    private static Cli.Result run(String command) {
        return Cli.run(Stream.of(command.split(" "))
                        .map(word -> word.replace("@", d.toString()))
                        .toArray())
                .succeeded();
    }

    private static JsonNode json(String command) throws IOException {
        return JsonMapper.builder().build().readTree(run(command).out());
    }

    private static float[][] npy(Path file, int rows) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int bytes = rows * FEATURES * 4;
        FloatBuffer values = ByteBuffer.wrap(all, all.length - bytes, bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[][] read = new float[rows][FEATURES];
        for (float[] row : read) {
            values.get(row);
        }
        return read;
    }

    private static double squaredError(float[][] a, float[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < FEATURES; j++) {
                sum += ((double) a[i][j] - b[i][j]) * ((double) a[i][j] - b[i][j]);
            }
        }
        return sum / a.length;
    }

    @Test
    void codesArePointsThatDecodeToTheReconstructions() throws IOException {
        run("encode @/plain --limit 9 -o @/codes.csv");
        NumberTable codes = NumberFile.read(d.resolve("codes.csv"));
        assertEquals(List.of("mean_0", "mean_1"), codes.names());
        assertEquals(9, codes.values().length);
        run("decode @/plain --latents @/codes.csv -o @/decoded.npy");
        run("reconstruct @/plain --limit 9 -o @/reconstructed.npy");
        assertArrayEquals(
                Files.readAllBytes(d.resolve("reconstructed.npy")), Files.readAllBytes(d.resolve("decoded.npy")));
    }

    @Test
    void evaluationIsTheSquaredErrorAndNothingThatNeedsADistribution() throws IOException {
        JsonNode json = json("evaluate @/plain --limit 30 --json");
        run("reconstruct @/plain --limit 30 -o @/thirty.npy");
        double expected =
                squaredError(npy(d.resolve("thirty.npy"), 30), TEST.limit(30).toArray());
        assertEquals(expected, json.get("squared_error").doubleValue(), 1e-3 * expected);
        for (String none : List.of("elbo", "kl", "bits_per_dimension", "active_units", "kl_per_latent")) {
            assertTrue(json.get(none).isNull(), none);
        }
        assertTrue(json.get("reconstruction").isDouble());
        String words = run("evaluate @/plain --limit 30").out();
        assertTrue(words.contains("squared error") && words.contains("there is no KL divergence and no ELBO"), words);
    }

    @Test
    void whatItCannotDoItSays() {
        for (String command : List.of("sample @/plain -o @/s.png", "grid @/plain -o @/g.png")) {
            Cli.Result result = run(command);
            assertEquals(1, result.errors().size());
            assertTrue(result.err().contains("has no distribution of its codes"), result.err());
        }
        assertFalse(Files.exists(d.resolve("plain/samples.png")));
        assertFalse(Files.exists(d.resolve("plain/latent-grid.png")));
        run("interpolate @/plain --from 1 --to 2 -o @/i.png");
        String info = run("info @/plain").out();
        assertTrue(info.contains("posterior point, no prior") && info.contains("validation squared error"), info);
        assertFalse(info.contains("ELBO"), info);
        String training = Cli.run(
                        "train",
                        "--model",
                        "autoencoder",
                        "--limit",
                        40,
                        "--hidden",
                        4,
                        "--epochs",
                        1,
                        "--out",
                        d.resolve("said"))
                .succeeded()
                .err();
        assertTrue(training.contains("train squared error ") && !training.contains("ELBO"), training);
    }

    @Test
    void principalComponentsAreAModelLikeAnyOther() throws IOException {
        assertTrue(run("info @/pca").out().contains("none: computed exactly"));
        JsonNode json = json("compare-pca @/pca --json");
        assertTrue(json.get("training_images").booleanValue());
        assertEquals(5, json.get("subspace_angles").size());
        for (String angles : List.of("subspace_angles", "basis_angles")) {
            json.get(angles).forEach(angle -> assertTrue(angle.doubleValue() < 1e-6, json.toString()));
        }
        assertEquals(0, json.at("/training/relative_difference").doubleValue(), 1e-6);
        assertEquals(100, json.at("/training/rows").intValue());
        assertEquals(4000, json.at("/test/rows").intValue());
        JsonNode evaluated = json("evaluate @/pca --json");
        assertEquals(
                json.at("/test/pca_error").doubleValue(),
                evaluated.get("squared_error").doubleValue(),
                1e-4);
        String words = run("compare-pca @/pca --limit 50").out();
        assertTrue(words.contains("50 images of lines, not the images that the model was trained on"), words);
    }

    @Test
    void noisyImagesAreMeasuredBeforeAndAfter() throws IOException {
        JsonNode json = json("denoise @/plain --limit 40 --corrupt gaussian:0.3 --seed 4 --json -o @/denoised.npy");
        assertEquals(40, json.get("rows").intValue());
        assertEquals(4, json.get("seed").intValue());
        List<String> methods = List.of("noisy", "model", "median 3x3", "pca 2");
        for (int i = 0; i < methods.size(); i++) {
            assertEquals(
                    methods.get(i), json.get("methods").get(i).get("method").textValue());
        }
        float[][] clean = TEST.limit(40).toArray();
        float[][] noisy = TEST.limit(40).toArray();
        for (int i = 0; i < 40; i++) {
            new GaussianNoise(0.3).apply(TEST.shape(), noisy[i], 0, FEATURES, 4, 0, i);
        }
        double before = squaredError(noisy, clean) / FEATURES;
        double after = squaredError(npy(d.resolve("denoised.npy"), 40), clean) / FEATURES;
        assertEquals(10 * Math.log10(1 / before), json.at("/methods/0/psnr").doubleValue(), 1e-9);
        assertEquals(10 * Math.log10(1 / after), json.at("/methods/1/psnr").doubleValue(), 1e-9);
        String words = run("denoise @/plain --limit 40 --corrupt gaussian:0.3 --seed 4 -o @/denoised.png")
                .out();
        assertTrue(
                words.contains(String.format(
                        java.util.Locale.ROOT,
                        "noisy %18.2f",
                        json.at("/methods/0/psnr").doubleValue())),
                words);
        size(10, 12, d.resolve("denoised.png"));
    }

    @Test
    void withoutACorruptionImagesAreRestoredAsTheyAre() throws IOException {
        Path folder = Files.createDirectory(d.resolve("scans"));
        Files.createDirectory(folder.resolve("b"));
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 4, 0, 200);
        ImageIO.write(image, "png", folder.resolve("one.png").toFile());
        Files.delete(folder.resolve("b"));
        ImageIO.write(image, "png", folder.resolve("two.PNG").toFile());
        String out = run("denoise @/plain --data @/scans -o @/cleaned").out();
        assertEquals("Wrote " + d.resolve("cleaned") + System.lineSeparator(), out);
        assertEquals(
                List.of("", "one.png", "two.png"),
                Cli.contents(d.resolve("cleaned")).keySet().stream()
                        .map(Path::toString)
                        .toList());
        run("reconstruct @/plain --data @/scans -o @/two.npy");
        Images cleaned = ImageFolder.read(d.resolve("cleaned"), Optional.empty());
        float[][] expected = npy(d.resolve("two.npy"), 2);
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(Math.round(255 * Math.max(0, Math.min(1, expected[0][j]))), cleaned.pixel(0, j), 1);
        }
        run("denoise @/plain --data @/scans -o @/scans.png");
        size(2, 2, d.resolve("scans.png"));
    }

    @Test
    void pairsTrainEvaluateDenoiseAndResume() throws IOException {
        Images clean = Lines.generate(40, 5);
        byte[][] dark = new byte[40][FEATURES];
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < FEATURES; j++) {
                dark[i][j] = (byte) (clean.pixel(i, j) / 2);
            }
        }
        Idx.writeImages(d.resolve("clean-idx3-ubyte"), clean);
        Idx.writeImages(d.resolve("dark-idx3-ubyte"), Images.of("dark", 28, 28, 1, dark));
        String pairs = " --data @/clean-idx3-ubyte --pairs @/dark-idx3-ubyte";
        run("train --model autoencoder --hidden 8 --latent 3 --epochs 2 --out @/pairs" + pairs);
        run("train --model autoencoder --hidden 8 --latent 3 --epochs 1 --out @/resumed" + pairs);
        run("train --resume @/resumed --epochs 2" + pairs);
        assertEquals(Cli.digest(d.resolve("pairs")), Cli.digest(d.resolve("resumed")));
        JsonNode json = json("denoise @/pairs --json -o @/light.npy" + pairs);
        assertEquals(3, json.get("methods").size(), "no images to fit PCA to");
        double noisy = json.at("/methods/0/psnr").doubleValue();
        assertEquals(
                10
                        * Math.log10(FEATURES
                                / squaredError(
                                        Images.of("dark", 28, 28, 1, dark).toArray(), clean.toArray())),
                noisy,
                1e-9);
        run("reconstruct @/pairs --data @/dark-idx3-ubyte -o @/dark.npy");
        double expected = squaredError(npy(d.resolve("dark.npy"), 40), clean.toArray());
        assertEquals(
                expected,
                json("evaluate @/pairs --json" + pairs).get("squared_error").doubleValue(),
                1e-3 * expected);
        assertEquals(
                4,
                json("denoise @/pairs --json --pca-data lines -o @/light.npy" + pairs)
                        .get("methods")
                        .size());
    }

    @Test
    void enlargedImagesAreMeasuredAgainstBicubic() throws IOException {
        JsonNode json = json("upscale @/by2 --limit 20 --json -o @/large.npy");
        assertEquals(2, json.get("factor").intValue(), "as in training");
        assertEquals("bicubic", json.at("/methods/0/method").textValue());
        double after =
                squaredError(npy(d.resolve("large.npy"), 20), TEST.limit(20).toArray()) / FEATURES;
        assertEquals(10 * Math.log10(1 / after), json.at("/methods/1/psnr").doubleValue(), 1e-9);
        assertEquals(
                4,
                json("upscale @/by2 --limit 20 --factor 4 --json -o @/other.npy")
                        .get("factor")
                        .intValue());
        run("upscale @/by2 --limit 20 --factor 2 -o @/large.png");
        size(10, 8, d.resolve("large.png"));
        Idx.writeImages(d.resolve("half-idx3-ubyte"), TEST.limit(20).downscaled(2));
        run("upscale @/by2 --data @/half-idx3-ubyte -o @/half.npy");
        assertArrayEquals(Files.readAllBytes(d.resolve("large.npy")), Files.readAllBytes(d.resolve("half.npy")));
        run("upscale @/by2 --data @/half-idx3-ubyte -o @/half.png");
        size(10, 6, d.resolve("half.png"));
    }

    @Test
    void aModelOfSmallImagesEnlargesThem() throws IOException {
        assertTrue(run("info @/small").out().contains("seen        7x7 grey"));
        Idx.writeImages(d.resolve("quarter-idx3-ubyte"), TEST.limit(12).downscaled(4));
        run("upscale @/small --data @/quarter-idx3-ubyte -o @/quarters");
        assertTrue(Files.exists(d.resolve("quarters/00011.png")));
        run("reconstruct @/small --data @/quarter-idx3-ubyte -o @/quarter.png");
        size(10, 4, d.resolve("quarter.png"));
        assertEquals(
                4,
                json("upscale @/small --data lines --limit 5 --json -o @/q.npy")
                        .get("factor")
                        .intValue());
    }

    private static void size(int across, int down, Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(across * CELL + 2, image.getWidth());
        assertEquals(down * CELL + 2, image.getHeight());
    }
}
