package io.elbo.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.Tiny;
import io.elbo.engine.Optimizer;
import io.elbo.layer.Activation;
import io.elbo.layer.Conv;
import io.elbo.layer.ConvTranspose;
import io.elbo.layer.Dense;
import io.elbo.layer.Dropout;
import io.elbo.layer.Flatten;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.layer.LayerNorm;
import io.elbo.layer.Reshape;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Bernoulli;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.Gaussian;
import io.elbo.model.StandardNormal;
import io.elbo.spec.Binarization;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import io.elbo.training.loop.VaeStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void anySpecComesBackAsItWas() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            VaeSpec spec = spec(random);
            assertEquals(spec, VaeSpec.fromJson(spec.toJson()), spec.toJson());
            assertEquals(spec.toJson(), VaeSpec.fromJson(spec.toJson()).toJson());
            RunSpec run = new RunSpec(spec, random.nextInt(10) == 0 ? null : training(random));
            assertEquals(run, Json.read(run.toJson(), RunSpec.class, "run"), run.toJson());
        }
    }

    @Test
    void aFileMayHoldARunOrAModelAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("spec.json");
        VaeSpec spec = Tiny.convolutional();
        Files.writeString(file, spec.toJson());
        assertEquals(new RunSpec(spec, null), RunSpec.read(file));
        RunSpec run = new RunSpec(spec, Training.defaults());
        Files.writeString(file, run.toJson());
        assertEquals(run, RunSpec.read(file));
        assertEquals(spec, VaeSpec.read(file));
    }

    @Test
    void namesInTheFileAreThoseOfTheDocumentation() {
        String json = new RunSpec(Tiny.convolutional(), Training.defaults().withSchedule(new Schedule.Cosine(0.1), 5))
                .toJson();
        for (String name : List.of(
                "\"type\" : \"conv_transpose\"",
                "\"output_padding\" : 0",
                "\"type\" : \"diagonal_gaussian\"",
                "\"type\" : \"standard_normal\"",
                "\"initialization\" : \"pytorch\"",
                "\"function\" : \"silu\"",
                "\"warm_up_steps\" : 5",
                "\"clip_norm\" : 0.0",
                "\"type\" : \"elbo\"",
                "\"type\" : \"adam\"",
                "\"type\" : \"cosine\"",
                "\"binarization\" : \"none\"")) {
            assertEquals(true, json.contains(name), name + " in " + json);
        }
    }

    private static final String ENCODER = "\"encoder\": [{\"type\": \"dense\", \"units\": 3}], ";
    private static final String REST = "\"latent\": 2, \"decoder\": [{\"type\": \"dense\", \"units\": 4}], "
            + "\"likelihood\": {\"type\": \"bernoulli\"}}";

    @Test
    void theTableBelowBeginsWithASpecThatIsRight() {
        assertEquals(4, VaeSpec.fromJson("{\"data\": [4], " + ENCODER + REST).features());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // replaced | by | the message has | and
                "\"latent\": 2 | \"latent\": 2, \"latents\": 3 | latents | known are",
                "\"latent\": 2, | | latent | missing",
                "\"latent\": 2 | \"latent\": \"2\" | latent | whole number",
                "\"latent\": 2 | \"latent\": 2.5 | latent | whole number",
                "\"latent\": 2 | \"latent\": 0 | latent 0 | 1 to",
                "\"latent\": 2 | \"latent\": -2 | latent -2 | 1 to",
                "\"latent\": 2 | \"latent\": null | latent | missing",
                "\"latent\": 2 | \"latent\": [2] | latent | whole number",
                "\"latent\": 2 | \"latent\": {} | latent | whole number",
                "\"latent\": 2 | \"latent\": true | latent | whole number",
                "\"latent\": 2 | \"latent\": 99999999999 | latent | whole number",
                "\"latent\": 2 | \"latent\": 1e400 | latent | whole number",
                "\"latent\": 2 | \"latent\": NaN | NaN | JSON",
                "\"latent\": 2 | \"latent\": 2, \"latent\": 3 | latent | uplicate",
                "\"latent\": 2 | \"latent\": 02 | JSON | zero",
                "\"latent\": 2 | latent: 2 | JSON | ",
                "\"latent\": 2 | \"latent\": 2,, | JSON | ",
                "\"data\": [4] | \"data\": 4 | data | list",
                "\"data\": [4] | \"data\": [4, null] | data | ",
                "\"data\": [4] | \"data\": [] | data | height, width, channels",
                "\"data\": [4] | \"data\": [\"4\"] | data[0] | whole number",
                "\"data\": [4] | \"data\": [-4] | data [-4] | at least 1",
                "\"data\": [4] | \"data\": [2000000000, 2000000000, 2000000000] | data | at most",
                "\"data\": [4], | | data | ",
                "\"units\": 3 | \"units\": 0 | encoder[0] | units 0",
                "\"units\": 3 | \"units\": -7 | encoder[0] | units -7",
                "\"units\": 3 | \"unit\": 3 | encoder[0].units | missing",
                "\"units\": 3 | \"units\": \"many\" | encoder[0].units | whole number",
                ", \"units\": 3 | | encoder[0].units | missing",
                "\"dense\", \"units\": 3 | \"danse\", \"units\": 3 | encoder[0] | \"danse\"",
                "\"dense\", \"units\": 3 | \"Dense\", \"units\": 3 | encoder[0] | known are",
                "\"type\": \"dense\", \"units\": 3 | \"units\": 3 | encoder[0] | with a type",
                "\"type\": \"dense\", \"units\": 3 | \"type\": 3 | encoder[0] | ",
                "\"type\": \"dense\", \"units\": 3 | \"type\": null | encoder[0] | ",
                "{\"type\": \"dense\", \"units\": 3} | null | encoder[0] | an object",
                "{\"type\": \"dense\", \"units\": 3} | 3 | encoder[0] | object",
                "{\"type\": \"dense\", \"units\": 3} | \"dense\" | encoder[0] | object",
                "{\"type\": \"dense\", \"units\": 3} | [] | encoder[0] | object",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"activation\"} | encoder[0] | function",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"activation\", \"function\": \"sine\"} "
                        + "| encoder[0].function | leaky_relu",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"activation\", \"function\": \"RELU\"} "
                        + "| encoder[0].function | leaky_relu",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"activation\", \"function\": 0} "
                        + "| encoder[0].function | leaky_relu",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"activation\", \"function\": \"\"} "
                        + "| encoder[0].function | leaky_relu",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"dropout\", \"rate\": 1} | encoder[0] | rate 1.0",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"dropout\", \"rate\": \"NaN\"} | encoder[0] | rate",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"dropout\", \"rate\": \"0.5\"} | encoder[0].rate | number",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"dropout\", \"rate\": false} | encoder[0].rate | number",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"layer_norm\", \"epsilon\": -1} | encoder[0] | epsilon",
                "{\"type\": \"dense\", \"units\": 3} | {\"type\": \"flatten\", \"units\": 3} | encoder[0].units | known",
                "{\"type\": \"dense\", \"units\": 3} "
                        + "| {\"type\": \"conv\", \"channels\": 1, \"kernel\": 3, \"stride\": 1, \"padding\": 1} "
                        + "| encoder[0] | reshape",
                "[{\"type\": \"dense\", \"units\": 4}] | {} | decoder | list",
                "[{\"type\": \"dense\", \"units\": 4}] | \"dense\" | decoder | list",
                "[{\"type\": \"dense\", \"units\": 4}] | null | decoder | list of layers",
                "\"units\": 4 | \"units\": 5 | decoder | [5]",
                "\"units\": 4 | \"units\": 2147483647 | decoder[0] | ",
                "{\"type\": \"bernoulli\"} | {\"type\": \"gaussian\"} | likelihood.variance | missing",
                "{\"type\": \"bernoulli\"} | {\"type\": \"gaussian\", \"variance\": 0} | likelihood | variance 0.0",
                "{\"type\": \"bernoulli\"} | {\"type\": \"gaussian\", \"variance\": -1e400} | likelihood | variance",
                "{\"type\": \"bernoulli\"} | {\"type\": \"gaussian\", \"variance\": \"NaN\"} | likelihood | variance",
                "{\"type\": \"bernoulli\"} | {\"type\": \"cauchy\"} | likelihood | bernoulli",
                "{\"type\": \"bernoulli\"} | \"bernoulli\" | likelihood | object",
                "{\"type\": \"bernoulli\"} | null | likelihood | missing",
                "\"latent\": 2 | \"latent\": 2, \"initialization\": \"lecun\" | initialization | xavier",
                "\"latent\": 2 | \"latent\": 2, \"prior\": {\"type\": \"flow\"} | prior | standard_normal",
                "\"latent\": 2 | \"latent\": 2, \"posterior\": 4 | posterior | object",
                "\"bernoulli\"}} | \"bernoulli\"}} {} | spec | after its end",
                "\"bernoulli\"}} | \"bernoulli\"}}] | spec | ",
                "\"bernoulli\"}} | \"bernoulli\"}} x | spec | JSON",
                "\"bernoulli\"}} | \"bernoulli\"} | spec | too early",
                "\"bernoulli\"}} | \"bernoul | spec | too early",
            })
    void whatIsNotRightIsNamedByItsPath(String replaced, String by, String part, String other) {
        String json = "{\"data\": [4], " + ENCODER + REST;
        String broken = json.replace(replaced, by == null ? "" : by);
        assertEquals(false, broken.equals(json), "the table is wrong");
        Failures.refused(() -> VaeSpec.fromJson(broken), "spec: ", part, other == null ? "" : other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "3",
                "\"text\"",
                "[]",
                "{}",
                "true",
                "\u0000",
                "{\"data\"",
                "<xml/>",
                "'a'",
                "//"
            })
    void whatIsNoSpecAtAllIsRefused(String json) {
        Failures.refused(() -> VaeSpec.fromJson(json), "spec: ");
    }

    @Test
    void deepAndLongTextIsRefusedInWords() {
        for (String open : List.of("[", "{\"data\":", "{\"encoder\":[{\"type\":\"dense\",\"units\":", "{\"x\":[")) {
            Failures.refused(() -> VaeSpec.fromJson(open.repeat(200_000)), "spec: ");
        }
        String digits = "9".repeat(5000);
        Failures.refused(() -> VaeSpec.fromJson("{\"latent\": " + digits + "}"), "spec: ");
        Failures.refused(() -> VaeSpec.fromJson("{\"latent\": 0." + digits + "}"), "spec: ");
        Failures.refused(() -> VaeSpec.fromJson("{\"" + "n".repeat(100_000) + "\": 1}"), "spec: ");
        Failures.refused(() -> VaeSpec.fromJson("{\"latent\": \"" + "n".repeat(100_000) + "\"}"), "spec: ");
        Failures.refused(() -> VaeSpec.fromJson("{\"encoder\": [{\"type\": \"" + "n".repeat(9000) + "\"}]}"), "spec: ");
        Failures.refused(() -> VaeSpec.fromJson("{\"latent\": \"a\\nb\\u0007\"}"), "spec: ");
    }

    @Tag("slow")
    @Test
    void everyCutOfASpecIsRefused() {
        String json = new RunSpec(Tiny.convolutional(), Training.defaults()).toJson();
        for (int length = 0; length < json.stripTrailing().length(); length++) {
            String cut = json.substring(0, length);
            Failures.refused(() -> Json.read(cut, RunSpec.class, "run"), "run: ");
        }
    }

    @Tag("slow")
    @Test
    void anySpoiledCharacterIsReadOrRefusedAndNothingElse() {
        String json = new RunSpec(Tiny.dense(), Training.defaults()).toJson();
        Random random = new Random(5);
        String letters = "{}[]\",:0123456789.-+eEnulltrue \\x\u00e9";
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder(json);
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Json.read(text.toString(), RunSpec.class, "run");
            } catch (RuntimeException e) {
                Failures.refused(() -> {
                    throw e;
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs | 0 | epochs 0",
                "batch | -1 | batch -1",
                "learning_rate | 0 | learning_rate",
                "learning_rate | 1e10 | learning_rate",
                "clip_norm | -1 | clip_norm",
                "validation | 0.9 | validation",
                "patience | -3 | patience",
                "warm_up_steps | -3 | warm_up_steps",
                "seed | 99999999999999999999 | seed",
                "optimizer | null | optimizer",
                "optimizer | {\"type\": \"lion\"} | adamw",
                "optimizer | {\"type\": \"sgd\", \"momentum\": 1} | momentum",
                "optimizer | {\"type\": \"adam\", \"beta1\": 0.9, \"beta2\": 2, \"epsilon\": 0.1} | beta2",
                "optimizer | {\"type\": \"adamw\", \"weight_decay\": 2, \"beta1\": 0.9, \"beta2\": 0, \"epsilon\": 0.1} "
                        + "| 2.0",
                "schedule | {\"type\": \"cosine\", \"end\": 2} | end 2.0",
                "schedule | {\"type\": \"step\", \"every\": 0, \"decay\": 0.5} | every 0",
                "objective | {\"type\": \"elbo\", \"samples\": 0} | samples 0",
                "binarization | \"random\" | threshold",
            })
    void aTrainingIsCheckedByField(String field, String value, String part) throws IOException {
        com.fasterxml.jackson.databind.ObjectMapper mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        com.fasterxml.jackson.databind.node.ObjectNode root = (com.fasterxml.jackson.databind.node.ObjectNode)
                mapper.readTree(new RunSpec(Tiny.dense(), Training.defaults()).toJson());
        ((com.fasterxml.jackson.databind.node.ObjectNode) root.get("training")).set(field, mapper.readTree(value));
        Failures.refused(() -> Json.read(root.toString(), RunSpec.class, "run"), "run: training", part);
    }

    @Test
    void nullsInsideARecordAreRefused() {
        Failures.refused(() -> Json.read("{}", RunSpec.class, "run"), "model");
        Failures.refused(() -> Json.read("{\"model\": null}", RunSpec.class, "run"), "model");
        String epochs =
                "{\"step\": 1, \"seconds\": 0, \"reconstruction\": 0, \"kl\": 0, \"best_epoch\": 0, \"epochs\": ";
        Failures.refused(() -> Json.read(epochs + "[null]}", VaeStates.Position.class, "position"), "position: ");
        Failures.refused(
                () -> Json.read(
                        epochs + "[{\"epoch\": 1, \"step\": 1, \"seconds\": 1, \"learning_rate\": 1}]}",
                        VaeStates.Position.class,
                        "position"),
                "position: ",
                "train");
        Failures.refused(
                () -> Json.read("{\"epoch\": 1, \"step\": 1, \"seconds\": 1}", EpochMetrics.class, "metrics"),
                "metrics: ");
    }

    @Test
    void filesThatCannotBeReadAreNamed(@TempDir Path folder) throws IOException {
        Failures.refused(() -> RunSpec.read(folder.resolve("none.json")), "none.json", "there is no such file");
        Failures.refused(() -> RunSpec.read(folder), folder.getFileName().toString());
        Path latin = folder.resolve("latin.json");
        Files.write(latin, "{\"data\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        Failures.refused(() -> RunSpec.read(latin), "latin.json", "UTF-8");
        Path empty = folder.resolve("empty.json");
        Files.writeString(empty, "");
        Failures.refused(() -> RunSpec.read(empty), "empty.json", "empty");
        Path broken = folder.resolve("broken.json");
        Files.writeString(
                broken,
                "{\n  \"model\": " + Tiny.dense().toJson().replace("\"latent\"", "\"colour\": 1,\n \"latent\"")
                        + "\n}");
        Failures.refused(() -> RunSpec.read(broken), "broken.json: model.colour", "line ");
    }

    static VaeSpec spec(Random random) {
        boolean image = random.nextBoolean();
        List<Integer> data = image
                ? List.of(4 + random.nextInt(5), 4 + random.nextInt(5), 1 + random.nextInt(3))
                : List.of(1 + random.nextInt(20));
        List<Layer> encoder = new ArrayList<>();
        List<Layer> decoder = new ArrayList<>();
        for (int i = random.nextInt(3); image && i > 0; i--) {
            encoder.add(new Conv(1 + random.nextInt(4), 3, 1 + random.nextInt(2), 1));
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            encoder.add(anywhere(random));
            decoder.add(anywhere(random));
        }
        if (random.nextBoolean()) {
            decoder.add(new Dense(24));
            decoder.add(new Reshape(2, 3, 4));
            decoder.add(new ConvTranspose(3, 3, 2, random.nextInt(2), random.nextInt(2)));
            decoder.add(new Flatten());
        }
        decoder.add(new Dense(data.stream().reduce(1, (a, b) -> a * b)));
        return new VaeSpec(
                data,
                null,
                null,
                encoder,
                1 + random.nextInt(9),
                decoder,
                random.nextBoolean() ? new Bernoulli() : new Gaussian(Math.exp(random.nextGaussian())),
                random.nextBoolean() ? null : new DiagonalGaussian(),
                random.nextBoolean() ? null : new StandardNormal(),
                random.nextBoolean() ? null : Initialization.values()[random.nextInt(4)]);
    }

    private static Layer anywhere(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Dense(1 + random.nextInt(30));
            case 1 -> new Activation(Activation.Function.values()[random.nextInt(8)]);
            case 2 -> new LayerNorm(random.nextDouble() * 0.1 + 1e-9);
            case 3 -> new Dropout(random.nextDouble());
            default -> new Flatten();
        };
    }

    static Training training(Random random) {
        Optimizer optimizer = switch (random.nextInt(4)) {
            case 0 -> new Optimizer.Sgd(random.nextDouble());
            case 1 -> new Optimizer.Adagrad(random.nextDouble() + 1e-9);
            case 2 -> new Optimizer.Adam(random.nextDouble(), random.nextDouble(), 1e-8);
            default -> new Optimizer.AdamW(random.nextDouble(), 0.5, 1e-8, random.nextDouble());
        };
        Schedule schedule = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new Schedule.Constant();
            case 2 -> new Schedule.Step(1 + random.nextInt(9), random.nextDouble());
            default -> new Schedule.Cosine(random.nextDouble());
        };
        return new Training(
                1 + random.nextInt(1000),
                1 + random.nextInt(1000),
                optimizer,
                random.nextDouble() + 1e-12,
                schedule,
                random.nextInt(100),
                random.nextDouble() * 3,
                random.nextBoolean() ? null : new AnalyticElbo(1 + random.nextInt(9)),
                random.nextBoolean() ? null : Binarization.values()[random.nextInt(3)],
                null,
                random.nextDouble() / 2,
                random.nextInt(10),
                random.nextLong());
    }
}
