package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Vae;
import io.elbo.run.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures that need conversion or have unreadable files, on the command line. */
class PictureCommandsTest {
    @TempDir
    static Path d;

    private static Path dim;
    private static Path run;

    @BeforeAll
    static void aModelOfPicturesOfTenBits() throws IOException {
        dim = Files.createDirectory(d.resolve("dim"));
        for (int i = 0; i < 8; i++) {
            deep(dim.resolve(i + ".png"), 100 * i, 700);
        }
        run = d.resolve("run");
        Cli.Result trained = train(dim, run);
        assertEquals(
                List.of(
                        "elbo: note: " + dim
                                + ": all 8 pictures are of 16 bits per sample: 0 to 1023 become 0 to 255, because no sample "
                                + "is higher; new pictures need the same white",
                        "elbo: note: a model trained on them keeps this value; --white SAMPLE sets another"),
                notes(trained, dim, "--white"));
    }

    @Test
    void newPicturesAreReadByTheScaleOfTheTraining() throws IOException {
        Path darker = Files.createDirectory(d.resolve("darker"));
        deep(darker.resolve("a.png"), 10, 60);
        assertEquals(
                1023,
                Vae.load(run.resolve("model.safetensors"))
                        .provenance()
                        .pictures()
                        .white());
        Path out = d.resolve("codes.csv");
        Cli.Result encoded = Cli.run("encode", run, "--data", darker, "-o", out).succeeded();
        assertEquals(
                List.of("elbo: note: " + darker + ": the picture is of 16 bits per sample: 0 to 1023 become 0 to 255"),
                notes(encoded, darker, "--white"));
        String codes = Files.readString(out);
        Cli.run("encode", run, "--data", darker, "--white", 63, "-o", out).succeeded();
        assertFalse(codes.equals(Files.readString(out)), "another white gives other numbers");
    }

    @Test
    void damagedPicturesAreLeftOutWhenAskedAndSoWhenTheDataAreOpenedAgain() throws IOException {
        Path folder = Files.createDirectory(d.resolve("damaged"));
        for (int i = 0; i < 6; i++) {
            transparent(folder.resolve(i + ".png"), i);
        }
        Files.writeString(folder.resolve("6.png"), "<html>");
        Files.writeString(folder.resolve("7.jpg"), "");
        Path out = d.resolve("skipping");
        Cli.Result refused = Cli.run("train", "--data", folder, "--out", out);
        assertEquals(1, refused.code());
        assertEquals(1, refused.errors().size());
        assertTrue(refused.err().contains("2 of 8 pictures cannot be read: 6.png (starts with"), refused.err());
        assertTrue(refused.err().contains("; --broken skip leaves them out"), refused.err());
        Cli.Result trained = train(folder, out, "--broken", "skip", "--background", "#0000FF");
        assertTrue(trained.err().contains("2 skipped (unreadable): 6.png ("), trained.err());
        assertTrue(trained.err().contains("all 6 pictures are transparent: put on #0000ff"), trained.err());
        assertEquals(
                6,
                RunFolder.data(out)
                        .orElseThrow()
                        .open((file, bytes, total) -> {})
                        .target()
                        .count());
        Path again = d.resolve("again.png");
        Cli.Result reconstructed = Cli.run("reconstruct", out, "--data", folder, "--broken", "skip", "-o", again)
                .succeeded();
        assertTrue(reconstructed.err().contains("put on #0000ff"), "the model keeps it: " + reconstructed.err());
    }

    @Test
    void greyPicturesAreReadInColourForAModelOfColours() throws IOException {
        Path colours = Files.createDirectory(d.resolve("colours"));
        Path greys = Files.createDirectory(d.resolve("greys"));
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, 1, 0xFF8000);
            ImageIO.write(image, "png", colours.resolve(i + ".png").toFile());
            image.setRGB(i, 1, 0x808080);
            ImageIO.write(image, "png", greys.resolve(i + ".png").toFile());
        }
        Path out = d.resolve("of colours");
        train(colours, out);
        Cli.run("reconstruct", out, "--data", greys, "-o", d.resolve("greys.png"))
                .succeeded();
        Path colouring = d.resolve("colouring");
        train(colours, colouring, "--condition", "grey");
        Cli.Result coloured = Cli.run("colour", colouring, "--data", greys, "-o", d.resolve("coloured.png"))
                .succeeded();
        assertFalse(coloured.out().contains("PSNR"), "grey pictures have no truth to compare with: " + coloured.out());
        Path grey = d.resolve("of greys");
        train(greys, grey);
        Cli.Result refused = Cli.run("reconstruct", grey, "--data", colours, "-o", d.resolve("no.png"));
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("(images of 4x4 in colour)"), refused.err());
    }

    @Test
    void whatHidesADrawingIsSaidWithTheFlagThatChangesIt() throws IOException {
        Path folder = Files.createDirectory(d.resolve("white on nothing"));
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
            image.setRGB(i, 1, 0xFFFFFFFF);
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
        Cli.Result trained = train(folder, d.resolve("hidden"));
        assertTrue(trained.err().contains("4 of them show nothing on it"), trained.err());
        assertTrue(trained.err().contains("--background COLOUR"), trained.err());
    }

    @Test
    void flagsOfPicturesAreRefusedWhereTheyCannotBe() {
        for (String wrong : List.of(
                "--background #12345",
                "--background pink",
                "--white 0",
                "--white 65536",
                "--broken perhaps",
                "--data lines --background black",
                "--data lines --broken skip")) {
            Cli.Result refused = Cli.run((Object[]) ("train --out no " + wrong).split(" "));
            assertEquals(2, refused.code(), wrong);
            String flag = wrong.replace("--data lines ", "").split(" ")[0];
            assertTrue(refused.errors().get(0).startsWith("elbo: " + flag), refused.err());
        }
    }

    private static Cli.Result train(Path data, Path out, Object... more) {
        Object[] all = new Object[11 + more.length];
        System.arraycopy(
                new Object[] {"train", "--data", data, "--out", out, "--epochs", 1, "--hidden", 4, "--latent", 2},
                0,
                all,
                0,
                11);
        System.arraycopy(more, 0, all, 11, more.length);
        return Cli.run(all).succeeded();
    }

    private static List<String> notes(Cli.Result result, Path folder, String flag) {
        return result.errors().stream()
                .filter(line -> line.contains(folder.toString() + ":") || line.contains(flag))
                .toList();
    }

    private static void deep(Path file, int... pixels) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 2, 1, pixels);
        ImageIO.write(image, "png", file.toFile());
    }

    private static void transparent(Path file, int x) throws IOException {
        BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(x, 2, 0xFF00FF00);
        ImageIO.write(image, "png", file.toFile());
    }
}
