package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.image.Idx;
import io.elbo.data.image.Images;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import io.elbo.semi.SemiModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code elbo semi} on images whose class is the side that is bright. */
@Tag("slow")
class SemiTest {
    /** The size of a cell: 8x8 pixels, enlarged eight times, and a gap of 2. */
    private static final int CELL = 66;

    @TempDir
    static Path d;

    private static Path data;
    private static Path vae;
    private static Path m1;
    private static Path m2;
    private static Path both;

    @BeforeAll
    static void train() throws IOException {
        data = Files.createDirectory(d.resolve("halves"));
        write("train", 300, 1);
        write("t10k", 60, 2);
        m1 = d.resolve("m1");
        m2 = d.resolve("m2");
        both = d.resolve("m1m2");
        vae = d.resolve("vae");
        String settings = "train --hidden 24 --latent 3 --epochs 30 --batch 20 --learning-rate 0.01";
        List<Object> command = new ArrayList<>(List.of((Object[]) settings.split(" ")));
        command.addAll(List.of("--data", data, "--out", vae));
        Cli.run(command.toArray()).succeeded();
        semi("train", "--method", "m1", "--vae", vae, "--labels", 12, "--out", m1)
                .succeeded();
        semi("train", "--hidden", "12,8", "--latent", 3, "--epochs", 2, "--labels", 12, "--out", m2)
                .succeeded();
        semi("train", "--method", "m1m2", "--vae", vae, "--epochs", 2, "--hidden", 9, "--labels", 12, "--out", both)
                .succeeded();
    }

    private static void write(String name, int rows, long seed) {
        Images images = halves(rows, seed);
        Idx.writeImages(data.resolve(name + "-images-idx3-ubyte"), images);
        Idx.writeLabels(
                data.resolve(name + "-labels-idx1-ubyte"), images.labels().orElseThrow());
    }

    /** Returns images that are white from one side, left, right, top or bottom, up to a random line. */
    private static Images halves(int rows, long seed) {
        Random random = new Random(seed);
        byte[][] pixels = new byte[rows][64];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(4);
            int width = 2 + random.nextInt(4);
            for (int at = 0; at < 64; at++) {
                int along = labels[i] < 2 ? at % 8 : at / 8;
                pixels[i][at] = (byte) ((labels[i] % 2 == 0 ? along : 7 - along) < width ? 255 : 0);
            }
        }
        return Images.of("halves", 8, 8, 1, pixels).withLabels(labels);
    }

    private static Cli.Result semi(String command, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("semi", command));
        all.addAll(List.of(arguments));
        if (all.stream().noneMatch("--data"::equals)) {
            all.addAll(List.of("--data", data));
        }
        return Cli.run(all.toArray());
    }

    private static JsonNode json(Cli.Result result) throws IOException {
        return JsonMapper.builder().build().readTree(result.succeeded().out());
    }

    private static List<String> names(Path folder) throws IOException {
        return Cli.contents(folder).keySet().stream()
                .map(Path::toString)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Test
    void aRunHasItsFiles() throws IOException {
        assertEquals(List.of(".lock", "classifier.safetensors", "data.json", "spec.json", "status.json"), names(m1));
        List<String> trained = List.of(
                ".lock",
                "classes.png",
                "classifier.safetensors",
                "data.json",
                "metrics.csv",
                "spec.json",
                "status.json");
        assertEquals(trained, names(m2));
        assertEquals(trained, names(both));
        List<String> metrics = Files.readAllLines(m2.resolve("metrics.csv"));
        assertEquals(3, metrics.size());
        assertTrue(metrics.get(0).startsWith("epoch,step,seconds,labelled_bound,unlabelled_bound,classification,"));
        assertTrue(metrics.get(2).matches("2,6,[\\d.]+,-[\\d.]+,-[\\d.]+,[\\d.]+,,,0\\.001"), metrics.get(2));
        // ten images, each followed by its style in four classes
        BufferedImage picture = ImageIO.read(m2.resolve("classes.png").toFile());
        assertEquals(5 * CELL + 2, picture.getWidth());
        assertEquals(10 * CELL + 2, picture.getHeight());
    }

    @Test
    void anAutoencoderIsTrainedWhereNoneIsGiven() {
        Path out = d.resolve("own");
        Cli.Result result =
                semi("train", "--method", "m1", "--vae-epochs", 1, "--labels", 12, "--out", out, "--resize", "4x4");
        // three steps teach it nothing, but the file exists
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains("no latent of this autoencoder says anything"), result.err());
        String info = Cli.run("info", out).succeeded().out();
        assertTrue(info.contains("dense (units 600) > softplus > dense (units 600) > softplus"), info);
    }

    @Test
    void theSameCommandGivesTheSameWeights() throws IOException {
        Path again = d.resolve("again");
        JsonNode told = json(semi(
                "train",
                "--hidden",
                "12,8",
                "--latent",
                3,
                "--epochs",
                2,
                "--labels",
                12,
                "--out",
                again,
                "--threads",
                1,
                "--json"));
        assertEquals(
                SemiModel.load(m2.resolve("classifier.safetensors")).digest(),
                told.get("weights_digest").textValue());
        assertEquals("m2", told.get("method").textValue());
        assertEquals(12, told.get("labels").intValue());
        assertEquals(288, told.get("unlabelled").intValue());
        assertEquals(2, told.get("epochs").intValue());
        assertEquals("test", told.get("tested_on").textValue());
        assertEquals(60, told.get("rows").intValue());
        assertEquals(
                told.get("errors").intValue() / 60.0, told.get("error_rate").doubleValue(), 1e-12);
        // the reported test error is the one that classify reports
        JsonNode classified = json(semi("classify", again, "--json"));
        assertEquals(told.get("errors"), classified.get("errors"));
        assertArrayEquals(
                Files.readAllBytes(m2.resolve("classifier.safetensors")),
                Files.readAllBytes(again.resolve("classifier.safetensors")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1", "m2", "m1m2"})
    void errorsAreThoseOfThePredictionsThatAreWritten(String method) throws IOException {
        Path file = d.resolve(method + ".csv");
        Cli.Result result = semi("classify", d.resolve(method), "-o", file).succeeded();
        NumberTable table = NumberFile.read(file);
        assertEquals(
                List.of("label", "probability_0", "probability_1", "probability_2", "probability_3"), table.names());
        int[] labels = Idx.readLabels(data.resolve("t10k-labels-idx1-ubyte"));
        int wrong = 0;
        for (int i = 0; i < labels.length; i++) {
            float[] row = table.values()[i];
            wrong += row[0] == labels[i] ? 0 : 1;
            assertEquals(1, row[1] + row[2] + row[3] + row[4], 1e-5);
            for (int c = 1; c <= 4; c++) {
                assertTrue(row[c] <= row[1 + (int) row[0]]);
            }
        }
        assertTrue(result.out().contains("(" + wrong + " of 60 rows)"), result.out());
        JsonNode json = json(semi("classify", d.resolve(method).resolve("classifier.safetensors"), "--json"));
        assertEquals(wrong, json.get("errors").intValue());
        assertEquals(4, json.get("confusion").size());
    }

    @Test
    void imagesWithoutLabelsAreClassified() throws IOException {
        Path file = d.resolve("unlabelled.npy");
        Path images = d.resolve("some-idx3-ubyte");
        Idx.writeImages(images, halves(5, 9));
        Cli.Result result = semi("classify", m2, "--data", images, "-o", file).succeeded();
        assertEquals("Wrote " + file, result.out().strip());
        assertEquals(5, NumberFile.read(file).values().length);
    }

    @Test
    void stylesAreThoseOfImagesOrDrawn() throws IOException {
        Path file = d.resolve("styles.png");
        semi("generate", both, "-n", 3, "-o", file).succeeded();
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(5 * CELL + 2, picture.getWidth());
        assertEquals(3 * CELL + 2, picture.getHeight());
        Cli.run("semi", "generate", m2, "--prior", "-n", 6, "-o", file).succeeded();
        picture = ImageIO.read(file.toFile());
        assertEquals(4 * CELL + 2, picture.getWidth());
        assertEquals(6 * CELL + 2, picture.getHeight());
        Path numbers = d.resolve("styles.npy");
        Cli.run("semi", "generate", m2, "--prior", "-n", 2, "-o", numbers).succeeded();
        assertTrue(new String(Files.readAllBytes(numbers), 0, 128, java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("(8, 8, 8, 1)"));
    }

    @Test
    void withoutATestSetTheUnlabelledRowsAreCounted() throws IOException {
        Path folder = Files.createDirectory(d.resolve("training only"));
        for (String name : List.of("images-idx3-ubyte", "labels-idx1-ubyte")) {
            Files.copy(data.resolve("train-" + name), folder.resolve("train-" + name));
        }
        Path out = d.resolve("untested");
        Cli.Result result = semi("train", "--data", folder, "--method", "m1", "--vae", vae, "--labels", 8, "--out", out)
                .succeeded();
        assertTrue(result.out().matches("(?s)Error on the unlabelled rows: .* of 292 rows.*"), result.out());
        assertFalse(names(out).contains("metrics.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "classify", "generate"})
    void helpHasExamplesThatExistAndEveryFlag(String command) {
        CommandLine line =
                Main.commandLine().getSubcommands().get("semi").getSubcommands().get(command);
        String text = Cli.run("semi", command, "--help").succeeded().out();
        for (OptionSpec option : line.getCommandSpec().options()) {
            assertTrue(text.contains(option.longestName()), option.longestName() + " in " + text);
        }
        assertEquals(List.of(), text.lines().filter(l -> l.length() > 80).toList());
        List<String> examples = text.lines()
                .map(String::strip)
                .filter(l -> l.startsWith("./elbo "))
                .toList();
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            Main.commandLine().parseArgs(example.substring("./elbo ".length()).split(" +"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 a command is missing: train, classify, generate|",
                "2 there is no command 'trian'; did you mean train?|trian",
                "2 missing required option: '--data|train",
                "2 'm3' is not one of m1, m2, m1m2|train --data @ --method m3",
                "2 --vae requires --method m1 or m1m2|train --data @ --vae x",
                "2 --alpha requires --method m2 or m1m2|train --data @ --method m1 --alpha 1",
                "2 --penalty requires --method m1|train --data @ --penalty 1",
                "2 --binarize requires --method m2|train --data @ --method m1m2 --binarize dynamic",
                "2 --vae-epochs cannot be used with --vae|train --data @ --method m1 --vae x --vae-epochs 3",
                "2 --vae-epochs 0: must be 1 to|train --data @ --method m1 --vae-epochs 0",
                "2 --threads 0: must be 1 to|train --data @ --threads 0",
                "2 --epochs 0: must be 1 to|train --data @ --epochs 0",
                "2 --batch 0: must be 1 to|train --data @ --batch 0",
                "2 --hidden [0]: must be 1 to|train --data @ --hidden 0",
                "2 --latent 0: must be 1 to|train --data @ --latent 0",
                "2 --alpha -1.0: must be 0 to|train --data @ --alpha -1",
                "2 --learning-rate 0.0: must be above 0|train --data @ --learning-rate 0",
                "2 --clip-norm -1.0: must be 0|train --data @ --clip-norm -1",
                "2 --validation 0.7: must be 0 to 0.5|train --data @ --validation 0.7",
                "2 --patience 2: requires --validation|train --data @ --patience 2",
                "2 --penalty -1.0: must be 0 or more|train --data @ --method m1 --penalty -1",
                "2 --labels 3: must be at least 4|train --data @ --labels 3",
                "1 300 labels spread evenly|train --data @ --labels 300",
                "1 lines: has no labels|train --data lines",
                "1 nothing: cannot be read|train --data @ --method m1 --vae #/nothing",
                "1 takes 64|train --data @ --resize 9x9 --method m1 --vae #/vae",
                "1 m2: already holds a run|train --data @ --out #/m2",
                "1 m2: there is no model.safetensors|train --data @ --method m1 --vae #/m2",
                "1 is not a classifier of elbo|classify #/vae/model.safetensors",
                "1 takes 64|classify #/m2 --data @ --resize 9x9",
                "1 halves: has no test split|classify #/m2 --data #/m1only/halves --split test",
                "2 -o #/x.txt: must end in .csv or .npy|classify #/m2 --data @ -o #/x.txt",
                "1 lines: has no labels to compare with|classify #/m2 --data lines --resize 8x8",
                "2 --data is missing: the model was trained on|classify #/m2",
                "1 of method m1 cannot generate images|generate #/m1 --prior -o #/x.png",
                "2 -n 0: must be 1 to|generate #/m2 -n 0"
            })
    void whatCannotBeIsRefusedInOneLine(String wrong) throws IOException {
        String[] parts = wrong.split("\\|", 2);
        String command = ("semi " + parts[1])
                .replace("@", data.toString())
                .replace("#/m1only", d.resolve("m1only").toString())
                .replace("#", d.toString());
        Path only = d.resolve("m1only/halves");
        if (!Files.exists(only)) {
            Files.createDirectories(only);
            Files.copy(data.resolve("train-images-idx3-ubyte"), only.resolve("train-images-idx3-ubyte"));
        }
        var before = Cli.contents(d);
        Cli.Result result = Cli.run((Object[]) command.strip().split(" +"));
        String says = parts[0].substring(2).replace("#", d.toString());
        List<String> errors = result.errors();
        assertEquals(parts[0].charAt(0) - '0', result.code(), result.err());
        assertTrue(errors.get(0).startsWith("elbo: ") && errors.get(0).contains(says), result.err());
        assertTrue(
                errors.size() == 1 || errors.size() == 2 && errors.get(1).startsWith("Try './elbo semi"), result.err());
        assertEquals("", result.out());
        assertEquals(before, Cli.contents(d));
    }
}
