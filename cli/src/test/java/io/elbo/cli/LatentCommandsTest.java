package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.data.image.Lines;
import io.elbo.image.latent.Arithmetic;
import io.elbo.image.latent.Direction;
import io.elbo.image.latent.Interpolation;
import io.elbo.image.latent.Separation;
import io.elbo.statistics.measure.Disentanglement;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the latent-space commands, and their agreement with the library. */
@Tag("slow")
class LatentCommandsTest {
    /** The size of a cell in a picture of lines: 28 pixels, doubled, and a gap of 2. */
    private static final int CELL = 58;

    private static final Images TEST = Lines.generate(4000, 2);

    @TempDir
    static Path d;

    private static Path run;
    private static Vae vae;
    private static float[][] z;

    @BeforeAll
    static void train() throws IOException {
        run = d.resolve("run");
        Cli.run("train", "--limit", 1000, "--hidden", 32, "--latent", 3, "--epochs", 3, "--out", run)
                .succeeded();
        vae = Vae.load(run.resolve("model.safetensors"));
        z = vae.encode(TEST).mean();
        for (String folder : List.of("dark", "light")) {
            for (int i = 0; i < 12; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
                int level = folder.equals("dark") ? 40 : 200;
                image.setRGB(i % 8, i / 8, level << 16 | level << 8 | level);
                Path file =
                        Files.createDirectories(d.resolve("pictures/" + folder)).resolve(i + ".png");
                ImageIO.write(image, "png", file.toFile());
            }
        }
        Cli.run(
                        "train",
                        "--data",
                        d.resolve("pictures"),
                        "--hidden",
                        16,
                        "--latent",
                        2,
                        "--epochs",
                        5,
                        "--out",
                        d.resolve("pictureRun"))
                .succeeded();
    }

    private static String ok(Object... arguments) {
        return Cli.run(arguments).succeeded().out();
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> i = json.fieldNames(); i.hasNext(); ) {
            names.add(i.next());
        }
        return names;
    }

    private static void size(int across, int down, Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(across * CELL + 2, image.getWidth());
        assertEquals(down * CELL + 2, image.getHeight());
    }

    /** Returns the images of a .npy file. */
    private static float[][] images(Path file, int count) throws IOException {
        byte[] all = Files.readAllBytes(file);
        ByteBuffer values = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        values.position(all.length - count * 784 * 4);
        float[][] images = new float[count][784];
        for (float[] image : images) {
            values.asFloatBuffer().get(image);
            values.position(values.position() + 784 * 4);
        }
        return images;
    }

    @Test
    void aTraversalHasALineForEachLatent() throws IOException {
        Path file = d.resolve("traversal.png");
        String out = ok("traverse", run, "--steps", 5, "-o", file);
        size(5, 3, file);
        List<String> lines = out.lines().filter(l -> l.startsWith("latent ")).toList();
        assertEquals(3, lines.size(), out);
        double before = Double.POSITIVE_INFINITY;
        for (String line : lines) {
            double kl = Double.parseDouble(line.replaceFirst(".*KL ([\\d.]+) nats.*", "$1"));
            assertTrue(kl <= before, out);
            before = kl;
        }
        assertTrue(out.startsWith(ok("traverse", run, "--steps", 5, "--top", 2, "-o", file)), out);
        size(5, 2, file);
        Path npy = d.resolve("traversal.npy");
        ok("traverse", run, "--row", 7, "--range", "posterior", "--steps", 3, "--limit", 100, "-o", npy);
        assertEquals(9, images(npy, 9).length);
    }

    @Test
    void anArcIsThatOfTheLibrary() throws IOException {
        Path file = d.resolve("arc.npy");
        ok("interpolate", run, "--spherical", "--from", 4, "--to", 9, "--steps", 5, "-o", file);
        assertArrayEquals(vae.decode(Interpolation.spherical(z[4], z[9], 5)), images(file, 5));
    }

    @Test
    void steeringByNothingReconstructs() throws IOException {
        Path direction = d.resolve("direction.json");
        String out = ok("direction", run, "--factor", "brightness", "--method", "probe", "-o", direction);
        Direction found = Direction.load(direction);
        assertEquals(vae.digest(), found.weightsDigest());
        assertEquals("brightness", found.attribute());
        double rSquared = ((Separation.OfFactor) found.separation()).rSquared();
        assertTrue(out.contains(String.format(Locale.ROOT, "brightness: R^2 %.3f", rSquared)), out);
        Path file = d.resolve("steered.npy");
        ok("steer", run, "--rows", "5,3", "--direction", direction, "--strengths", "0,-1.5", "-o", file);
        float[][] steered = images(file, 4);
        assertArrayEquals(vae.decode(z[5], found.along(z[5], -1.5)[0], z[3], found.along(z[3], -1.5)[0]), steered);
        Path picture = d.resolve("steered.png");
        ok("steer", run, "--row", 5, "--direction", direction, "-o", picture);
        size(7, 1, picture);
        ok("steer", run, "--row", 5, "--direction", direction, "--strengths", "-2..2", "--steps", 5, "-o", picture);
        size(5, 1, picture);
    }

    @Test
    void labelsAndPairsAndTwoValuesHaveTheSameDirection() throws IOException {
        Path model = d.resolve("pictureRun");
        Path pictures = d.resolve("pictures");
        Path file = d.resolve("light.json");
        String out = ok("direction", model, "--data", pictures, "--label", "light", "-o", file);
        assertTrue(out.startsWith("label light: AUROC "), out);
        Direction label = Direction.load(file);
        ok("direction", model, "--data", pictures, "--label", "light", "--against", "dark", "-o", file);
        assertEquals(label.vector(), Direction.load(file).vector());
        assertEquals("label dark to light", Direction.load(file).attribute());
        // the pictures of a folder are in the order of their paths: dark first
        Path factors = d.resolve("factors.csv");
        Files.writeString(factors, "light,number\n" + "0,1\n0,2\n".repeat(6) + "1,1\n1,2\n".repeat(6));
        ok("direction", model, "--data", pictures, "--factors", factors, "--factor", "light", "-o", file);
        assertEquals(label.vector(), Direction.load(file).vector());
        ok("direction", model, "--data", pictures.resolve("dark"), "--paired", pictures.resolve("light"), "-o", file);
        Direction paired = Direction.load(file);
        assertEquals(Direction.Method.PAIRS, paired.method());
        assertEquals("dark to light", paired.attribute());
        assertTrue(paired.cosine(label) > 0.9, paired + " " + label);
    }

    @Test
    void arithmeticIsThatOfTheLibrary() throws IOException {
        Path file = d.resolve("arithmetic.npy");
        ok("arithmetic", run, "--rows", "1,2,3", "-o", file);
        assertArrayEquals(vae.decode(z[1], z[2], z[3], Arithmetic.analogy(z[1], z[2], z[3])), images(file, 4));
        ok("arithmetic", run, "--rows", "1+2,3+4+5,6", "-o", file);
        float[] result =
                Arithmetic.analogy(new float[][] {z[1], z[2]}, new float[][] {z[3], z[4], z[5]}, new float[][] {z[6]});
        assertArrayEquals(vae.decode(result)[0], images(file, 4)[3]);
        Path picture = d.resolve("arithmetic.png");
        ok("arithmetic", run, "--rows", "1+2,3,6", "-o", picture);
        size(4, 1, picture);
    }

    @Test
    void factorsAreMeasuredAsTheLibraryDoes() throws IOException {
        JsonNode json = json(ok("factors", run, "--limit", 1500, "--json"));
        assertEquals(
                List.of(
                        "rows",
                        "factors",
                        "mig",
                        "sap",
                        "dci_disentanglement",
                        "dci_completeness",
                        "dci_informativeness",
                        "factor_vae",
                        "mig_per_factor",
                        "sap_per_factor",
                        "mutual_information",
                        "prediction",
                        "importance"),
                names(json));
        Images images = TEST.limit(1500);
        Disentanglement expected =
                Disentanglement.of(vae.encode(images).mean(), images.factors().orElseThrow(), 1);
        assertEquals(1500, json.get("rows").intValue());
        assertEquals(expected.mig().score(), json.get("mig").doubleValue());
        assertEquals(expected.sap().score(), json.get("sap").doubleValue());
        assertEquals(
                expected.dci().disentanglement(),
                json.get("dci_disentanglement").doubleValue());
        assertEquals(expected.factorVae().score(), json.get("factor_vae").doubleValue());
        assertEquals(
                expected.mig().information()[2][5],
                json.get("mutual_information").get(2).get(5).doubleValue());
        assertEquals(
                expected.sap().scores()[1][4],
                json.get("prediction").get(1).get(4).doubleValue());
        String words = ok("factors", run, "--limit", 1500);
        assertTrue(
                words.contains(String.format(
                        Locale.ROOT, "%-20s%.3f", "MIG", expected.mig().score())),
                words);
        assertTrue(words.contains("latent          length       angle       width  brightness"), words);
    }

    @Test
    void whatIsLeftOutOfTrainingIsNotSeen() throws IOException {
        Path gap = d.resolve("gap");
        Path file = d.resolve("unseen.png");
        ok("train", "--leave-out", "x=12..15", "--hidden", 2, "--latent", 2, "--epochs", 1, "--out", gap);
        Cli.Result unseen = Cli.run("unseen", gap, "--leave-out", "x=12..15", "--pairs", 5, "-o", file, "--json");
        assertEquals(List.of(), unseen.succeeded().errors());
        assertEquals(
                List.of(
                        "unseen_error",
                        "unseen_inside",
                        "seen_error",
                        "seen_inside",
                        "blended_error",
                        "blended_inside",
                        "reconstruction_error"),
                names(json(unseen.out())));
        size(9, 12, file);
        Cli.Result other = Cli.run("unseen", gap, "--leave-out", "x=12..14", "--pairs", 2, "-o", file);
        assertTrue(other.succeeded().err().contains("was not trained with this --leave-out"), other.err());
        assertTrue(other.out().contains("unseen views"), other.out());
        size(9, 6, file);
        Cli.Result resumed =
                Cli.run("train", "--resume", gap, "--leave-out", "x=12..15").succeeded();
        assertTrue(resumed.out().startsWith("Nothing is left to train"), resumed.out());
        assertEquals(1, Cli.run("train", "--resume", gap).code());
        assertFalse(Files.exists(gap.resolve("unseen.png")));
    }
}
