package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.Vae;
import io.elbo.data.image.Idx;
import io.elbo.data.image.Images;
import io.elbo.data.number.NumberFile;
import io.elbo.data.number.NumberTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The behaviour that scripts rely on. */
class ContractTest {
    private static final List<Object> TINY =
            List.of("train", "--limit", 200, "--hidden", 16, "--latent", 2, "--epochs", 1);
    /** The size of a cell in a picture of lines: 28 pixels, doubled, and a gap of 2. */
    private static final int CELL = 58;

    @TempDir
    static Path d;

    private static Path run;

    @BeforeAll
    static void train() {
        run = d.resolve("run with blanks");
        train(run);
    }

    private static Cli.Result train(Path folder, Object... more) {
        List<Object> arguments = new ArrayList<>(TINY);
        arguments.addAll(List.of("--out", folder));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray()).succeeded();
    }

    private static List<String> files(Path folder) throws IOException {
        return Cli.contents(folder).keySet().stream()
                .map(Path::toString)
                .filter(name -> !name.isEmpty() && !name.equals(".lock"))
                .toList();
    }

    @Test
    void trainingWritesThePromisedFiles() throws IOException {
        assertEquals(
                List.of(
                        "checkpoint.safetensors",
                        "curves.png",
                        "data.json",
                        "latent-grid.png",
                        "latents.csv",
                        "metrics.csv",
                        "model.safetensors",
                        "reconstructions.png",
                        "samples.png",
                        "spec.json",
                        "status.json"),
                files(run));
        List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
        assertEquals(
                "epoch,step,seconds,train_elbo,train_reconstruction,train_kl,"
                        + "validation_elbo,validation_reconstruction,validation_kl,learning_rate",
                metrics.get(0));
        assertEquals(2, metrics.size());
        assertEquals(10, metrics.get(1).split(",").length);
        for (String picture : List.of("curves", "latent-grid", "reconstructions", "samples")) {
            picture(run.resolve(picture + ".png"));
        }
    }

    @Test
    void thereIsALatentGridOfTwoLatentsOnly() throws IOException {
        Path other = d.resolve("three");
        Cli.run("train", "--limit", 50, "--hidden", 4, "--latent", 3, "--epochs", 1, "--out", other)
                .succeeded();
        assertFalse(files(other).contains("latent-grid.png"));
    }

    @Test
    @Tag("slow")
    void theNamesOfRunFoldersCountUp() throws Exception {
        List<String> command = Cli.command("train", "--limit", 20, "--hidden", 2, "--latent", 2, "--epochs", 1);
        Path folder = Files.createDirectory(d.resolve("counting"));
        Files.createDirectories(folder.resolve("runs/lines-1"));
        Cli.Result result =
                Cli.end(Cli.start(folder, Map.of(), command), folder).succeeded();
        assertTrue(result.out().contains("Run folder: " + Path.of("runs", "lines-2")), result.out());
        assertTrue(Files.exists(folder.resolve("runs/lines-2/model.safetensors")));
        assertFalse(result.out().contains("\u001b") || result.err().contains("\u001b"), "escape codes");
        assertFalse(result.err().contains("\r"), "a line that changes");
    }

    @Test
    void evaluationHasThePromisedKeysAndTypes() throws IOException {
        JsonNode json = json("evaluate", run, "--limit", 50, "--samples", 3, "--json");
        assertEquals(
                List.of(
                        "rows",
                        "elbo",
                        "reconstruction",
                        "kl",
                        "bits_per_dimension",
                        "active_units",
                        "kl_per_latent",
                        "log_likelihood",
                        "log_likelihood_standard_error"),
                names(json));
        assertEquals(50, json.get("rows").intValue());
        assertTrue(json.get("active_units").isInt());
        assertEquals(2, json.get("kl_per_latent").size());
        for (String name : List.of(
                "elbo",
                "reconstruction",
                "kl",
                "bits_per_dimension",
                "log_likelihood",
                "log_likelihood_standard_error")) {
            assertTrue(json.get(name).isDouble(), name);
        }
        double kl = json.get("kl_per_latent").get(0).doubleValue()
                + json.get("kl_per_latent").get(1).doubleValue();
        assertEquals(json.get("kl").doubleValue(), kl, 1e-9);
        assertEquals(
                json.get("elbo").doubleValue(),
                json.get("reconstruction").doubleValue() - json.get("kl").doubleValue(),
                1e-9);
        assertTrue(json.get("log_likelihood").doubleValue() > json.get("elbo").doubleValue());
    }

    @Test
    void whatIsNotEstimatedIsNull() throws IOException {
        JsonNode json = json("evaluate", run, "--limit", 5, "--json");
        assertTrue(json.get("log_likelihood").isNull());
        assertTrue(json.get("log_likelihood_standard_error").isNull());
    }

    @Test
    void evaluationInWordsSaysTheSame() throws IOException {
        String words = Cli.run("evaluate", run, "--limit", 50, "--samples", 3)
                .succeeded()
                .out();
        JsonNode json = json("evaluate", run, "--limit", 50, "--samples", 3, "--json");
        assertTrue(
                words.contains(String.format(
                        java.util.Locale.ROOT, "%.3f", json.get("elbo").doubleValue())),
                words);
        assertTrue(
                words.contains(String.format(
                        java.util.Locale.ROOT,
                        "%.3f",
                        json.get("log_likelihood").doubleValue())),
                words);
    }

    @Test
    void theTestSplitIsTheDefault() throws IOException {
        String split =
                Cli.run("evaluate", run, "--limit", 9, "--json").succeeded().out();
        assertEquals(
                split,
                Cli.run("evaluate", run, "--limit", 9, "--json", "--split", "test", "--data", "lines")
                        .out());
        assertFalse(split.equals(Cli.run("evaluate", run, "--limit", 9, "--json", "--split", "TRAIN")
                .out()));
    }

    @Test
    void latentsAreMeansAndLogVariances() {
        Path csv = d.resolve("latents.csv");
        Path npy = d.resolve("latents.npy");
        Cli.run("encode", run, "--limit", 7, "-o", csv).succeeded();
        Cli.run("encode", run, "--limit", 7, "-o", npy).succeeded();
        NumberTable table = NumberFile.read(csv);
        assertEquals(List.of("mean_0", "mean_1", "log_variance_0", "log_variance_1"), table.names());
        assertEquals(7, table.values().length);
        assertTrue(Arrays.deepEquals(table.values(), NumberFile.read(npy).values()));
    }

    @ParameterizedTest
    @ValueSource(strings = {".csv", ".npy"})
    void decodingWhatWasEncodedReconstructs(String ending) throws IOException {
        Path latents = d.resolve("again" + ending);
        Path decoded = d.resolve("decoded" + ending + ".npy");
        Path reconstructed = d.resolve("reconstructed" + ending + ".npy");
        Cli.run("encode", run, "--limit", 70, "-o", latents).succeeded();
        Cli.run("decode", run, "--latents", latents, "-o", decoded).succeeded();
        Cli.run("reconstruct", run, "--limit", 70, "-o", reconstructed).succeeded();
        assertArrayEquals(Files.readAllBytes(reconstructed), Files.readAllBytes(decoded));
        assertTrue(new String(Files.readAllBytes(decoded), 0, 128, java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("(70, 28, 28, 1)"));
    }

    @Test
    void oneSeedGivesTheSameSamples() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int seed : new int[] {7, 7, 8}) {
            Path file = d.resolve("samples" + files.size() + ".npy");
            Cli.run("sample", run, "-n", 5, "--seed", seed, "-o", file).succeeded();
            files.add(Files.readAllBytes(file));
        }
        assertArrayEquals(files.get(0), files.get(1));
        assertFalse(Arrays.equals(files.get(0), files.get(2)));
        assertTrue(files.get(0).length >= 5 * 784 * 4 && files.get(0).length < 6 * 784 * 4);
    }

    @Tag("slow")
    @Test
    void aFittedSamplerIsDrawnFromAndJudged() throws IOException {
        Path sampler = d.resolve("sampler.safetensors");
        Path prior = d.resolve("prior.npy");
        Path mixture = d.resolve("mixture.npy");
        for (String kind : List.of("two-stage:1", "mixture:2")) {
            Cli.run("fit-sampler", run, "--limit", 60, "--kind", kind, "-o", sampler)
                    .succeeded();
            Cli.run("sample", run, "-n", 5, "-o", prior).succeeded();
            Cli.run("sample", run, "-n", 5, "--sampler", sampler, "-o", mixture).succeeded();
            assertFalse(Arrays.equals(Files.readAllBytes(prior), Files.readAllBytes(mixture)));
        }
        JsonNode json = json("judge", run, "--limit", 60, "-n", 50, "--sampler", sampler, "--draws", 2, "--json");
        assertEquals(
                List.of(
                        "sampler",
                        "features",
                        "rows",
                        "samples",
                        "held_out",
                        "nearest_ratio",
                        "log_likelihood",
                        "log_likelihood_standard_error"),
                names(json));
        assertEquals("mixture of 2 Gaussians", json.get("sampler").textValue());
        assertEquals(50, json.get("rows").intValue());
        List<String> scores =
                List.of("frechet_distance", "precision", "recall", "density", "coverage", "nearest_distance", "copies");
        for (String set : List.of("samples", "held_out")) {
            assertEquals(scores, names(json.get(set)));
        }
        String words = Cli.run("judge", run, "--limit", 60, "-n", 50, "--sampler", sampler, "--draws", 2)
                .succeeded()
                .out();
        for (String part : List.of(
                String.format(
                        java.util.Locale.ROOT,
                        "%12.4g",
                        json.at("/samples/frechet_distance").doubleValue()),
                String.format(
                        java.util.Locale.ROOT,
                        "%.3f nats",
                        json.get("log_likelihood").doubleValue()))) {
            assertTrue(words.contains(part), part + " in " + words);
        }
    }

    @Test
    void picturesHaveACellForEachImage() throws IOException {
        Path file = d.resolve("picture.PNG");
        Cli.run("sample", run, "-n", 10, "-o", file).succeeded();
        size(4, 3, file);
        Cli.run("grid", run, "--side", 5, "-o", file).succeeded();
        size(5, 5, file);
        Cli.run("interpolate", run, "--from", 0, "--to", 3, "--steps", 6, "-o", file)
                .succeeded();
        size(6, 1, file);
        Cli.run("reconstruct", run, "--limit", 12, "-o", file).succeeded();
        size(10, 4, file);
        Cli.run("encode", run, "--limit", 5, "-o", d.resolve("five.csv")).succeeded();
        Cli.run("decode", run, "--latents", d.resolve("five.csv"), "-o", file).succeeded();
        size(3, 2, file);
    }

    @Test
    void anInterpolationBeginsAndEndsAtTheReconstructions() {
        Path file = d.resolve("line.npy");
        Path all = d.resolve("all.npy");
        Cli.run("interpolate", run, "--from", 2, "--to", 0, "--steps", 3, "-o", file)
                .succeeded();
        Cli.run("reconstruct", run, "--limit", 3, "-o", all).succeeded();
        byte[] line = values(file);
        byte[] rows = values(all);
        int row = 784 * 4;
        assertArrayEquals(Arrays.copyOfRange(rows, 2 * row, 3 * row), Arrays.copyOfRange(line, 0, row));
        assertArrayEquals(Arrays.copyOfRange(rows, 0, row), Arrays.copyOfRange(line, 2 * row, 3 * row));
    }

    private static byte[] values(Path npy) {
        try {
            byte[] all = Files.readAllBytes(npy);
            return Arrays.copyOfRange(all, all.length - 3 * 784 * 4, all.length);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void infoTellsWhatTheModelIs() throws IOException {
        String words = Cli.run("info", run).succeeded().out();
        Vae vae = Vae.load(run.resolve("model.safetensors"));
        for (String part : List.of(
                "28x28 grey",
                "dense (units 16) > relu",
                "dense (units 784)",
                "bernoulli",
                "26,004",
                "lines, 190 rows",
                "adam (beta1 0.9",
                vae.digest(),
                vae.provenance().digest())) {
            assertTrue(words.contains(part), part + " in " + words);
        }
        assertFalse(words.contains("["), words);
        JsonNode json = json("info", run.resolve("model.safetensors"), "--json");
        assertEquals(List.of("spec", "provenance", "parameters", "weights_digest"), names(json));
        assertEquals(vae.digest(), json.get("weights_digest").textValue());
        assertEquals(vae.digest(), Cli.digest(run));
    }

    private static final CommandLine ALL = Main.commandLine();

    static Stream<String> commands() {
        return ALL.getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpHasAnExampleAndEveryFlag(String command) {
        String text = Cli.run(command, "--help").succeeded().out();
        CommandLine line = ALL.getSubcommands().get(command);
        for (OptionSpec option : line.getCommandSpec().options()) {
            // a former name of a flag still works, and is not shown
            assertEquals(!option.hidden(), text.contains(option.longestName()), option.longestName() + " in " + text);
        }
        boolean ours = !command.equals("help") && !command.equals("generate-completion");
        assertTrue(!ours || text.contains("./elbo " + command + " "), text);
        assertEquals(List.of(), text.lines().filter(l -> l.length() > 80).toList());
        assertFalse(text.contains("\u001b"), "escape codes");
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Tag("slow")
    void helpOfACommandIsWhatItsFlagShows(String command) {
        assertEquals(
                Cli.run(command, "--help").succeeded().out(),
                Cli.run("help", command).succeeded().out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "estimators --limit 2 --epochs 1",
                "minibatch --limit 10 --epochs 1",
                "gradients --limit 10 --epochs 1",
                "scalar --epochs 2",
                "decomposition --epochs 2",
                "em --epochs 2"
            })
    @Tag("slow")
    void aStudyIsATableAPictureATextAndJson(String words) throws IOException {
        String name = words.split(" ")[0];
        Path folder = d.resolve("studies " + name);
        List<Object> command = new ArrayList<>(List.of("study"));
        command.addAll(List.of((Object[]) words.split(" ")));
        command.addAll(List.of("-o", folder));
        String text = Cli.run(command.toArray()).succeeded().out();
        assertEquals(List.of(name + ".csv", name + ".png", name + ".txt"), files(folder));
        assertTrue(text.startsWith(Files.readString(folder.resolve(name + ".txt"))), text);
        assertTrue(text.contains("Wrote " + folder.resolve(name + ".csv")), text);
        picture(folder.resolve(name + ".png"));
        List<String> table = Files.readAllLines(folder.resolve(name + ".csv"));

        command.add("--json");
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(Cli.run(command.toArray()).succeeded().out());
        assertEquals(name, json.get("study").asText());
        assertEquals(table.size() - 1, json.get("table").size());
        List<String> columns = new ArrayList<>();
        json.get("table").get(0).fieldNames().forEachRemaining(columns::add);
        assertEquals(table.get(0), String.join(",", columns));
        json.get("figures").forEach(figure -> assertTrue(figure.isNumber() || figure.isNull()));
        assertEquals(text.lines().count() - 1, json.get("figures").size());
        assertEquals(table, Files.readAllLines(folder.resolve(name + ".csv")), "the same again");
    }

    @Tag("slow")
    @Test
    void aStudyTakesATrainedModel() throws IOException {
        Path folder = d.resolve("study of a model");
        Cli.run("study", "minibatch", "--model", run, "--limit", 10, "-o", folder)
                .succeeded();
        assertEquals(1 + 4, Files.readAllLines(folder.resolve("minibatch.csv")).size());
    }

    @Test
    void helpOfTheWholeNamesEveryCommand() {
        String text = Cli.run("--help").succeeded().out();
        commands().forEach(command -> assertTrue(text.contains("\n  " + command), command));
        assertTrue(Cli.run("--version").succeeded().out().matches("(?s)elbo [\\d.]+\\RJava .*kernels: .*"));
    }

    @Tag("slow")
    @Test
    void examplesInHelpAreCommandsThatExist() {
        for (CommandLine line : Main.commandLine().getSubcommands().values()) {
            for (String example : line.getCommandSpec().usageMessage().footer()) {
                if (example.strip().startsWith("./elbo ")) {
                    Main.commandLine()
                            .parseArgs(example.strip()
                                    .substring("./elbo ".length())
                                    .split(" +"));
                }
            }
        }
    }

    @Test
    void completionIsBashAndCompletes() throws Exception {
        Path script = d.resolve("completion.bash");
        Files.writeString(script, Cli.run("generate-completion").succeeded().out());
        String complete = "set -e; compopt() { :; }; bash -n '" + script + "'; source '" + script + "'; "
                + "COMP_WORDS=(elbo train --lat); COMP_CWORD=2; COMP_LINE='elbo train --lat'; COMP_POINT=16; "
                + "_complete_elbo; echo \"${COMPREPLY[@]}\"; "
                + "COMP_WORDS=(elbo train --activation leaky); COMP_CWORD=3; _complete_elbo; echo \"${COMPREPLY[@]}\"; "
                + "COMP_WORDS=(elbo eva); COMP_CWORD=1; _complete_elbo; echo \"${COMPREPLY[@]}\"";
        Path folder = Files.createDirectory(d.resolve("bash"));
        Cli.Result result = Cli.end(Cli.start(folder, Map.of(), List.of("bash", "-c", complete)), folder)
                .succeeded();
        assertEquals(
                List.of("--latent", "leaky_relu", "evaluate"),
                result.out().lines().map(String::strip).toList());
    }

    @Tag("slow")
    @Test
    void aRunsSpecTrainsTheSameModel() {
        Path again = d.resolve("again");
        Cli.run("train", "--limit", 200, "--spec", run.resolve("spec.json"), "--out", again)
                .succeeded();
        assertEquals(Cli.digest(run), Cli.digest(again));
    }

    @Tag("slow")
    @Test
    void threadsChangeNothing() {
        for (int threads = 1; threads <= 3; threads++) {
            train(d.resolve("threads" + threads), "--threads", threads);
            assertEquals(Cli.digest(run), Cli.digest(d.resolve("threads" + threads)));
        }
    }

    @Tag("slow")
    @Test
    void aLongerRunIsAResumedOne() {
        Path longer = d.resolve("longer");
        Path resumed = d.resolve("resumed");
        train(resumed);
        Cli.Result result = Cli.run("train", "--resume", resumed, "--limit", 200, "--epochs", 3)
                .succeeded();
        assertTrue(result.out().contains("Best epoch 3"), result.out());
        Cli.run("train", "--limit", 200, "--hidden", 16, "--latent", 2, "--epochs", 3, "--out", longer)
                .succeeded();
        assertEquals(Cli.digest(longer), Cli.digest(resumed));
        Cli.Result nothing =
                Cli.run("train", "--resume", resumed, "--limit", 200).succeeded();
        assertTrue(nothing.out().startsWith("Nothing is left to train; --epochs N"), nothing.out());
    }

    @Tag("slow")
    @Test
    void everyTrainingFlagReachesTheSpec() throws IOException {
        Path other = d.resolve("flags");
        Cli.run(
                        "train",
                        "--limit",
                        60,
                        "--hidden",
                        "6,5",
                        "--latent",
                        3,
                        "--epochs",
                        2,
                        "--batch",
                        7,
                        "--activation",
                        "LEAKY-RELU",
                        "--likelihood",
                        "gaussian",
                        "--variance",
                        0.2,
                        "--initialization",
                        "he",
                        "--binarize",
                        "threshold",
                        "--samples",
                        2,
                        "--optimizer",
                        "adamw",
                        "--weight-decay",
                        0.03,
                        "--learning-rate",
                        "2e-3",
                        "--schedule",
                        "cosine",
                        "--warm-up",
                        4,
                        "--clip-norm",
                        5,
                        "--validation",
                        0.1,
                        "--patience",
                        6,
                        "--seed",
                        -9,
                        "--out",
                        other)
                .succeeded();
        JsonNode spec =
                JsonMapper.builder().build().readTree(other.resolve("spec.json").toFile());
        JsonNode training = spec.get("training");
        assertEquals(
                "{\"epochs\":2,\"batch\":7,\"optimizer\":{\"type\":\"adamw\",\"beta1\":0.9,\"beta2\":0.999,"
                        + "\"epsilon\":1.0E-8,\"weight_decay\":0.03},\"learning_rate\":0.002,\"schedule\":"
                        + "{\"type\":\"cosine\",\"end\":0.0},\"warm_up_steps\":4,\"clip_norm\":5.0,\"objective\":"
                        + "{\"type\":\"elbo\",\"samples\":2},\"binarization\":\"threshold\",\"validation\":0.1,"
                        + "\"patience\":6,\"seed\":-9}",
                training.toString());
        assertEquals(
                "{\"type\":\"gaussian\",\"variance\":0.2}",
                spec.at("/model/likelihood").toString());
        assertEquals("leaky_relu", spec.at("/model/encoder/1/function").textValue());
        assertEquals("he", spec.at("/model/initialization").textValue());
        assertEquals(5, spec.at("/model/encoder/2/units").intValue());
        assertEquals(5, spec.at("/model/decoder/0/units").intValue());
    }

    @Tag("slow")
    @Test
    void filesAndFoldersOfImagesAreData() throws IOException {
        byte[][] pixels = new byte[6][64];
        for (int i = 0; i < 6; i++) {
            Arrays.fill(pixels[i], 8 * i, 64, (byte) 200);
        }
        Path folder = Files.createDirectories(d.resolve("bilder ä ö"));
        Idx.writeImages(folder.resolve("train-images-idx3-ubyte.gz"), Images.of("x", 8, 8, 1, pixels));
        Path idxRun = d.resolve("idx run");
        Cli.run("train", "--data", folder, "--hidden", 4, "--latent", 2, "--epochs", 1, "--out", idxRun)
                .succeeded();
        Path pictures = Files.createDirectories(d.resolve("pictures"));
        for (int i = 0; i < 6; i++) {
            BufferedImage image = new BufferedImage(9 + i, 8, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i, 0xff8800);
            ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
        }
        Path conv = d.resolve("conv");
        Cli.run(
                        "train",
                        "--data",
                        pictures,
                        "--resize",
                        "8x8",
                        "--architecture",
                        "conv",
                        "--latent",
                        2,
                        "--epochs",
                        1,
                        "--out",
                        conv)
                .succeeded();
        assertTrue(Cli.run("info", conv).succeeded().out().contains("8x8 in colour"));
        Cli.run("evaluate", conv, "--data", pictures, "--resize", "8x8").succeeded();
    }

    @Test
    @Tag("slow")
    void aTerminalGetsColoursUnlessTheyAreNotWanted() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script of util-linux");
        String escape = "\u001b";
        assertFalse(onTerminal("no", Map.of("TERM", "xterm", "NO_COLOR", "1"), " --help")
                .contains(escape));
        assertFalse(onTerminal("pipe", Map.of("TERM", "xterm"), " --help 2>/dev/null | cat")
                .contains(escape));
        String training = onTerminal(
                "bar", Map.of("TERM", "xterm"), " train --limit 40 --hidden 4 --latent 2 --epochs 1 --out bar");
        assertTrue(training.contains(escape + "[32mbest" + escape + "[0m") && training.contains("\r[##"), training);
    }

    private static String onTerminal(String folderName, Map<String, String> environment, String arguments)
            throws Exception {
        Path folder = Files.createDirectory(d.resolve("terminal-" + folderName));
        Path script = folder.resolve("run.sh");
        String command =
                String.join(" ", Cli.command().stream().map(Shell::quoted).toList());
        Files.writeString(script, command + arguments + "\n");
        List<String> wrapped = new ArrayList<>(List.of("env"));
        if (!environment.containsKey("NO_COLOR")) {
            wrapped.addAll(List.of("-u", "NO_COLOR"));
        }
        wrapped.addAll(List.of("script", "-qec", "sh run.sh", "/dev/null"));
        return Cli.end(Cli.start(folder, environment, wrapped), folder)
                .succeeded()
                .out();
    }

    private static JsonNode json(Object... arguments) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Cli.run(arguments).succeeded().out());
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> i = json.fieldNames(); i.hasNext(); ) {
            names.add(i.next());
        }
        assertEquals(names.size(), new TreeSet<>(names).size());
        return names;
    }

    private static BufferedImage picture(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertTrue(image != null && image.getWidth() > 50 && image.getHeight() > 50, file.toString());
        return image;
    }

    private static void size(int across, int down, Path file) throws IOException {
        BufferedImage image = picture(file);
        assertEquals(across * CELL + 2, image.getWidth());
        assertEquals(down * CELL + 2, image.getHeight());
    }
}
