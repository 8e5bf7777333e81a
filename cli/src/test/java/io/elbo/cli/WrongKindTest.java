package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models, data and columns of the wrong kind for a command. The message says what was given and what is needed. */
@Tag("slow")
class WrongKindTest {
    @TempDir
    static Path d;

    @BeforeAll
    static void train() throws IOException {
        StringBuilder text = new StringBuilder("weight,volume,shape,price,grade,unit\n");
        Random random = new Random(4);
        for (int i = 0; i < 120; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.2f,%s,%d,%d,%s%n",
                    50 + 9 * random.nextGaussian(),
                    2 + random.nextDouble(),
                    i % 3 == 0 ? "round" : "flat",
                    random.nextInt(90),
                    random.nextInt(5),
                    i % 2 == 0 ? "kg" : "lb"));
        }
        write("goods.csv", text.toString());
        write("four.csv", columns(text.toString(), 4));
        write("three.csv", columns(text.toString(), 3));
        write("none.csv", "x,y\n1,2\n");
        write("few.csv", "a,b\n1,2.5\n2,2.1\n3,2.9\n");
        Cli.run("train", "--data", d.resolve("goods.csv"), "--epochs", 2, "--out", d.resolve("table"))
                .succeeded();
        Cli.run("train", "--limit", 40, "--hidden", 8, "--latent", 2, "--epochs", 1, "--out", d.resolve("images"))
                .succeeded();
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(d.resolve(name), text);
    }

    private static String columns(String csv, int most) {
        StringBuilder cut = new StringBuilder();
        csv.lines()
                .forEach(line -> cut.append(String.join(
                                ",", Stream.of(line.split(",")).limit(most).toList()))
                        .append("\n"));
        return cut.toString();
    }

    private static Cli.Result run(String command) {
        return Cli.run((Object[]) command.replace("@", d.toString()).split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | sample @/table -o @/x.png | sample requires an image model; for tables, synthesize",
                "1 | grid @/table -o @/x.png | grid requires an image model; for tables, use score, impute, synthesize",
                "1 | reconstruct @/table --data lines -o @/x.png | impute fills in missing values",
                "1 | evaluate @/table --data lines | doctor diagnoses a model",
                "1 | export-decoder @/table -o @/x.safetensors | is a table model; export-decoder requires an image model",
                "1 | synthesize @/images -o @/x.csv | is not a table model, which synthesize requires",
                "2 | encode @/table --data lines -o @/x.csv | --data lines: contains images; the model requires a table with the columns weight, volume, shape",
                "2 | score @/table --data mnist | contains images; the model requires a table with the columns weight",
                "2 | impute @/table --data a.png -o @/x.csv | contains images; the model requires a table",
                "2 | doctor @/table --data @ | contains images; the model requires a table",
                "2 | encode @/images --data @/goods.csv -o @/x.csv | goods.csv: is a table; the model takes images of 28x28, grey",
                "2 | score @/images --data @/goods.csv | is a table; the model takes images of 28x28",
                "2 | evaluate @/images --data @/goods.csv | is a table; the model takes images of 28x28",
                "2 | evaluate @/images --samples 0 | --samples 0: must be 1 to 10000000",
                "2 | impute @/table --data @/goods.csv --samples 0 -o @/x.csv | --samples 0: must be 1 to",
                "2 | score @/images --samples 0 | --samples 0: must be 1 to",
                "2 | ood @/images --against mnist --samples 0 | --samples 0: must be 1 to",
                "2 | train --samples 0 | --samples 0: must be 1 to",
                "1 | score @/table --data @/none.csv | has none of the columns weight",
                "2 | score @/table --data @/three.csv | 3 of the 6 columns that the model uses are missing: price, grade, unit;"
            })
    void isSaidInOneLineWithWhatWouldBeRight(int code, String command, String says) {
        Cli.Result result = run(command);
        assertEquals(code, result.code(), result.err());
        assertTrue(
                result.errors().stream().anyMatch(line -> line.startsWith("elbo: ") && line.contains(says)),
                result.err());
        assertFalse(Files.exists(d.resolve("x.csv")));
    }

    @Test
    void someMissingColumnsAreWarnedAboutAndMostRefusedUnlessTheyAreAllowed() throws IOException {
        Cli.Result some = run("score @/table --data @/four.csv -o @/some.csv").succeeded();
        assertTrue(
                some.err().contains("elbo: warning: 2 of the 6 columns that the model uses are missing: grade, unit;"),
                some.err());
        assertEquals(121, Files.readAllLines(d.resolve("some.csv")).size());
        Cli.Result most = run("score @/table --data @/three.csv --allow-missing-columns -o @/most.csv")
                .succeeded();
        assertTrue(most.err().contains("elbo: warning: 3 of the 6 columns"), most.err());
        assertFalse(run("score @/table --data @/goods.csv -o @/all.csv")
                .succeeded()
                .err()
                .contains("warning"));
    }

    @Test
    void aTableOfVeryFewRowsIsWarnedAbout() {
        Cli.Result few = run("train --data @/few.csv --epochs 1 --out @/few").succeeded();
        assertTrue(few.err().contains("elbo: warning: 3 rows are very few to learn from"), few.err());
        assertFalse(run("train --data @/goods.csv --epochs 1 --out @/enough")
                .succeeded()
                .err()
                .contains("very few"));
    }

    /** Text from a file reaches a terminal without control characters. */
    @Test
    void namesFromAFileMoveNoCursor() throws IOException {
        String hostile = "a\u001b]0;x\u0007\u001b[2J\u009b31m";
        for (String name : new String[] {hostile, "b"}) {
            Path folder = Files.createDirectories(d.resolve("classes").resolve(name));
            for (int i = 0; i < 4; i++) {
                BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
                picture.getRaster().setSample(i, i, 0, 200);
                ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
            }
        }
        plain(run("train --data @/classes --condition label --hidden 4 --latent 2 --epochs 1 --out @/hostile")
                .succeeded());
        Cli.Result info = plain(run("info @/hostile").succeeded());
        assertTrue(info.out().contains("a\\u001b]0;x\\u0007"), info.out());
        plain(run("info @/hostile --json").succeeded());
        write("odd.csv", "x\u001b[2Jy,z\n" + "1,2\n2,3\n3,5\n".repeat(20) + "4,\u001b[31mred\n");
        plain(run("schema @/odd.csv"));
        plain(run("schema @/odd.csv --json"));
        plain(run("train --data @/odd.csv --epochs 1 --out @/odd"));
        plain(run("info @/odd"));
        plain(run("info @/odd --json"));
        plain(run("score @/odd --data @/odd.csv"));
    }

    private static Cli.Result plain(Cli.Result result) {
        for (String text : new String[] {result.out(), result.err()}) {
            assertTrue(
                    text.chars().allMatch(c -> c == '\n' || c == '\r' || !Character.isISOControl(c)),
                    text.replace('\u001b', '^'));
        }
        return result;
    }

    @Test
    void aMessageIsCutToASensibleLength() throws IOException {
        Cli.Result result = Cli.run("schema", write("wide.csv", "a,b\n" + "y".repeat(100_000) + "\"x,1\n1\n"));
        assertTrue(result.err().length() < 2500, result.err().length() + " characters");
        Cli.Result name = Cli.run("info", d + "/" + "n".repeat(100_000));
        assertTrue(name.code() != 0 && name.err().length() < 2500, name.err().length() + " characters");
    }
}
