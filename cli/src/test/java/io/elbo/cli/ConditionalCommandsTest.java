package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Decoder;
import io.elbo.Vae;
import io.elbo.data.number.NumberFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on conditional models and decoders: a folder of two classes, and lines in colour. */
@Tag("slow")
class ConditionalCommandsTest {
    /** The size of a cell in a picture of 8-pixel images: enlarged eight times, and a gap of 2. */
    private static final int CELL = 66;
    /** The same for lines: 28 pixels, doubled. */
    private static final int LINE_CELL = 58;

    @TempDir
    static Path d;

    private static Path labelled;
    private static Path grey;

    @BeforeAll
    static void train() throws IOException {
        // cats are light at the top, dogs at the bottom
        for (String name : List.of("cat", "dog")) {
            Files.createDirectories(d.resolve("pets/" + name));
            for (int i = 0; i < 12; i++) {
                picture("pets/" + name + "/" + i + ".png", name.equals("cat") ? 0 : 4, 90 + 10 * i);
            }
        }
        Files.createDirectories(d.resolve("dogs/dog"));
        Files.createDirectories(d.resolve("dogs/eel"));
        picture("dogs/dog/1.png", 4, 200);
        Files.createDirectories(d.resolve("only/dog"));
        picture("only/dog/1.png", 4, 200);
        picture("only/dog/2.png", 4, 120);
        picture("dogs/eel/1.png", 2, 200);
        labelled = d.resolve("labelled");
        run("train --data @/pets --condition label --hidden 8 --latent 2 --epochs 150 --batch 8 --learning-rate 0.01"
                + " --out @/labelled");
        grey = d.resolve("grey");
        run("train --data lines-colour --limit 60 --condition grey --hidden 4 --latent 3 --epochs 1 --out @/grey");
    }

    private static void picture(String name, int top, int level) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = top; y < top + 4; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, level * 0x10101);
            }
        }
        ImageIO.write(image, "png", d.resolve(name).toFile());
    }

    private static Cli.Result run(String command) {
        return Cli.run((Object[]) command.replace("@", d.toString()).split(" ")).succeeded();
    }

    private static void size(int columns, int lines, int cell, String file) throws IOException {
        BufferedImage image = ImageIO.read(d.resolve(file).toFile());
        assertEquals(columns * cell + 2, image.getWidth());
        assertEquals(lines * cell + 2, image.getHeight());
    }

    /** Returns the values of a float32 .npy file. */
    private static float[][] rows(String file, int width) throws IOException {
        byte[] all = Files.readAllBytes(d.resolve(file));
        int header = 10 + (all[8] & 255) + 256 * (all[9] & 255);
        ByteBuffer values =
                ByteBuffer.wrap(all, header, all.length - header).slice().order(ByteOrder.LITTLE_ENDIAN);
        float[][] rows = new float[values.remaining() / 4 / width][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = values.getFloat();
            }
        }
        return rows;
    }

    private static boolean lightAbove(float[] image) {
        double difference = 0;
        for (int i = 0; i < 64; i++) {
            difference += i < 32 ? image[i] : -image[i];
        }
        return difference > 0;
    }

    @Test
    void samplesAreOfTheClassThatIsNamedOrNumbered() throws IOException {
        run("sample @/labelled --label cat -n 9 --seed 4 -o @/cat.npy");
        run("sample @/labelled --label 0 -n 9 --seed 4 -o @/zero.npy");
        run("sample @/labelled --label dog -n 9 --seed 4 -o @/dog.npy");
        assertArrayEquals(Files.readAllBytes(d.resolve("cat.npy")), Files.readAllBytes(d.resolve("zero.npy")));
        for (int i = 0; i < 9; i++) {
            assertTrue(lightAbove(rows("cat.npy", 64)[i]));
            assertFalse(lightAbove(rows("dog.npy", 64)[i]));
        }
    }

    @Test
    void withoutALabelAllClassesComeInTurn() throws IOException {
        run("sample @/labelled -n 7 -o @/turn.npy");
        float[][] images = rows("turn.npy", 64);
        for (int i = 0; i < 7; i++) {
            assertEquals(i % 2 == 0, lightAbove(images[i]));
        }
        run("sample @/labelled -n 7 -o @/turn.png");
        size(2, 4, CELL, "turn.png");
    }

    @Test
    void aGridIsOfTheFirstClassUnlessOneIsNamed() throws IOException {
        run("grid @/labelled --side 3 -o @/first.npy");
        run("grid @/labelled --side 3 --label cat -o @/cat.npy");
        run("grid @/labelled --side 3 --label dog -o @/dog.npy");
        assertArrayEquals(Files.readAllBytes(d.resolve("first.npy")), Files.readAllBytes(d.resolve("cat.npy")));
        assertTrue(lightAbove(rows("first.npy", 64)[4]));
        assertFalse(lightAbove(rows("dog.npy", 64)[4]));
    }

    @Test
    void decodingEncodedImagesWithTheirLabelReconstructs() throws IOException {
        // the first pictures of the folder are cats
        run("encode @/labelled --data @/pets --limit 5 -o @/z.csv");
        run("decode @/labelled --latents @/z.csv --label cat -o @/decoded.npy");
        run("reconstruct @/labelled --data @/pets --limit 5 -o @/reconstructed.npy");
        assertArrayEquals(
                Files.readAllBytes(d.resolve("reconstructed.npy")), Files.readAllBytes(d.resolve("decoded.npy")));
        run("reconstruct @/labelled --data @/pets --limit 5 -o @/five.png");
        size(5, 2, CELL, "five.png");
        run("interpolate @/labelled --data @/pets --from 0 --to 23 --steps 3 -o @/line.npy");
        assertArrayEquals(rows("reconstructed.npy", 64)[0], rows("line.npy", 64)[0]);
        assertFalse(lightAbove(rows("line.npy", 64)[2]));
    }

    @Test
    void labelsOfAnotherFolderGoByName() throws IOException {
        // in this folder, the only class is dog, number 0
        run("reconstruct @/labelled --data @/only -o @/dogs.npy");
        assertFalse(lightAbove(rows("dogs.npy", 64)[0]));
        run("encode @/labelled --data @/only -o @/dogs.csv");
        run("decode @/labelled --latents @/dogs.csv --label dog -o @/again.npy");
        assertArrayEquals(Files.readAllBytes(d.resolve("dogs.npy")), Files.readAllBytes(d.resolve("again.npy")));
        Cli.Result unknown = Cli.run("evaluate", labelled, "--data", d.resolve("dogs"));
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("is of class 'eel'; classes run from 0 to 1: cat, dog"), unknown.err());
    }

    @Test
    void evaluationAndDoctorTakeTheLabelsOfTheData() throws IOException {
        JsonNode right = new JsonMapper()
                .readTree(run("evaluate @/labelled --data @/pets --samples 20 --json")
                        .out());
        assertEquals(24, right.get("rows").intValue());
        assertTrue(
                right.get("log_likelihood").doubleValue() >= right.get("elbo").doubleValue() - 1);
        run("doctor @/labelled --data @/pets");
    }

    @Test
    void transferHasALineForEachImageAndAColumnForEachClass() throws IOException {
        run("transfer @/labelled --data @/pets -o @/transfer.png");
        size(3, 10, CELL, "transfer.png");
        run("transfer @/labelled --data @/pets --row 20,3 -o @/transfer.png");
        size(3, 2, CELL, "transfer.png");
        run("transfer @/labelled --data @/pets --row 20,3 -o @/transfer.npy");
        float[][] images = rows("transfer.npy", 64);
        assertEquals(4, images.length);
        for (int i = 0; i < 4; i++) {
            assertEquals(i % 2 == 0, lightAbove(images[i]));
        }
        run("reconstruct @/labelled --data @/pets -o @/all.npy");
        assertArrayEquals(rows("all.npy", 64)[20], images[1]);
        assertArrayEquals(rows("all.npy", 64)[3], images[2]);
    }

    @Test
    void coloursAreShownBetweenGreyAndTruth() throws IOException {
        Cli.Result result = run("colour @/grey -n 4 -o @/coloured.png");
        size(6, 10, LINE_CELL, "coloured.png");
        assertTrue(result.out().matches("(?s)Wrote .*PSNR, mean of 10 pictures: grey \\d.*the best of 4 draws.*"));
        JsonNode json = new JsonMapper()
                .readTree(run("colour @/grey -n 2 --limit 15 --json -o @/coloured.npy")
                        .out());
        assertEquals(15, json.get("pictures").intValue());
        assertTrue(json.get("psnr_best_draw").doubleValue()
                >= json.get("psnr_draw").doubleValue());
        assertEquals(30, rows("coloured.npy", 28 * 28 * 3).length);
        // grey pictures are the conditions themselves, and there are no originals
        Cli.Result ofGrey = run("colour @/grey --data lines -n 4 -o @/coloured.png");
        size(5, 10, LINE_CELL, "coloured.png");
        assertFalse(ofGrey.out().contains("PSNR"), ofGrey.out());
        // the grey and the coloured lines are the same lines with different brightness
        run("colour @/grey --data lines -n 2 --limit 15 -o @/other.npy");
        assertFalse(Arrays.equals(
                Files.readAllBytes(d.resolve("other.npy")), Files.readAllBytes(d.resolve("coloured.npy"))));
    }

    @Test
    void aDecoderFileDoesWhatTheModelDoes() throws IOException {
        String said = run("export-decoder @/labelled -o @/decoder.safetensors").out();
        long parameters =
                Decoder.load(d.resolve("decoder.safetensors")).description().parameters();
        assertTrue(said.contains("a decoder of " + parameters + " parameters"), said);
        assertTrue(Files.size(d.resolve("decoder.safetensors")) < Files.size(labelled.resolve("model.safetensors")));
        Files.writeString(d.resolve("two.csv"), "a,b\n1,-1\n0.5,2\n");
        for (String command : List.of(
                "sample % -n 6 -o @/out.npy",
                "sample % --label dog -o @/out.npy",
                "grid % --side 4 -o @/out.npy",
                "decode % --latents @/two.csv --label cat -o @/out.npy")) {
            run(command.replace("%", "@/labelled"));
            byte[] whole = Files.readAllBytes(d.resolve("out.npy"));
            run(command.replace("%", "@/decoder.safetensors"));
            assertArrayEquals(whole, Files.readAllBytes(d.resolve("out.npy")), command);
        }
        run("export-decoder @/grey -o @/colours.safetensors");
        run("colour @/grey -o @/out.npy");
        byte[] whole = Files.readAllBytes(d.resolve("out.npy"));
        run("colour @/colours.safetensors -o @/out.npy");
        assertArrayEquals(whole, Files.readAllBytes(d.resolve("out.npy")));
    }

    @Test
    void infoTellsOfConditionsAndOfWhatIsLeftOut() throws IOException {
        run("export-decoder @/labelled -o @/info.safetensors");
        String words = run("info @/info.safetensors").out();
        assertTrue(words.contains("none; this file has only the decoder"), words);
        assertTrue(words.contains("a label of 2: cat, dog"), words);
        assertTrue(run("info @/grey").out().contains("a picture, 28x28 grey"));
        JsonNode json =
                new JsonMapper().readTree(run("info @/info.safetensors --json").out());
        assertTrue(json.get("decoder_only").booleanValue());
        assertEquals("dog", json.get("provenance").get("label_names").get(1).textValue());
        JsonNode whole = new JsonMapper().readTree(run("info @/labelled --json").out());
        assertFalse(whole.has("decoder_only"));
        assertEquals(
                Vae.load(labelled.resolve("model.safetensors")).digest(),
                whole.get("weights_digest").textValue());
    }

    @Test
    void aConditionalAutoencoderDoesWhatAnAutoencoderDoes() throws IOException {
        Cli.Result trained = run("train --data @/pets --model autoencoder --condition label --hidden 8 --latent 2"
                + " --epochs 2 --out @/plain");
        assertFalse(trained.err().contains("warning"), trained.err());
        run("reconstruct @/plain --data @/pets -o @/plain.png");
        run("transfer @/plain --data @/pets -o @/plain.png");
        run("encode @/plain --data @/pets -o @/plain.csv");
        assertEquals(
                List.of("mean_0", "mean_1"),
                NumberFile.read(d.resolve("plain.csv")).names());
        run("decode @/plain --latents @/plain.csv --label dog -o @/plain.png");
    }

    @Test
    void gridsAndSamplesAreInTheRunFolder() throws IOException {
        assertTrue(Files.exists(labelled.resolve("latent-grid.png")));
        size(10, 2, CELL, "labelled/samples.png");
        size(10, 6, LINE_CELL, "grey/samples.png");
    }
}
