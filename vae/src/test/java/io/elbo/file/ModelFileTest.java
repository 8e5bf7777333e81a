package io.elbo.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.Decoder;
import io.elbo.Description;
import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.test.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    Path folder;

    @Test
    void aModelComesBackAsItWasAndItsFileHasTheSameBytes() throws IOException {
        Vae vae = Tiny.model(Tiny.convolutional(), 4);
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        vae.save(first);
        vae.save(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        Vae back = Vae.load(first);
        assertEquals(vae.spec(), back.spec());
        assertEquals(vae.provenance(), back.provenance());
        assertEquals(vae.digest(), back.digest());
        assertEquals(vae.toJson(), back.toJson());
        back.save(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void tensorsHaveTheNamesAndShapesOfPyTorch() {
        Path file = folder.resolve("model.safetensors");
        Tiny.model(Tiny.convolutional(), 4).save(file);
        Map<String, Safetensors.Tensor> tensors = Safetensors.read(file).tensors();
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        assertEquals(List.of(3, 1, 3, 3), shapes.get("encoder.0.weight"));
        assertEquals(List.of(4, 3, 3, 3), shapes.get("encoder.2.weight"));
        assertEquals(List.of(16), shapes.get("encoder.3.weight"));
        assertEquals(List.of(3, 16), shapes.get("mean.weight"));
        assertEquals(List.of(3), shapes.get("log_variance.bias"));
        assertEquals(List.of(16, 3), shapes.get("decoder.0.weight"));
        assertEquals(List.of(4, 3, 3, 3), shapes.get("decoder.3.weight"));
        assertEquals(List.of(3, 1, 3, 3), shapes.get("decoder.5.weight"));
        assertEquals(List.of(1), shapes.get("decoder.5.bias"));
    }

    private void refused(BiConsumer<Map<String, String>, Map<String, Safetensors.Tensor>> change, String... parts) {
        Path file = folder.resolve("model.safetensors");
        Tiny.model(Tiny.dense(), 1).save(file);
        Safetensors contents = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(contents.tensors());
        change.accept(metadata, tensors);
        new Safetensors(metadata, tensors).write(file);
        String message = Failures.refused(() -> Vae.load(file), parts);
        assertEquals(true, message.startsWith(file + ": "), message);
    }

    @Test
    void filesThatDoNotFitTheirSpecAreRefusedByTensorAndField() {
        Safetensors.Tensor two = new Safetensors.Tensor(List.of(2), new float[2]);
        refused((m, t) -> t.remove("mean.bias"), "mean.bias", "missing");
        refused((m, t) -> t.put("extra", two), "extra", "does not belong");
        refused((m, t) -> t.put("encoder.0.bias", two), "encoder.0.bias", "[2]", "[6]");
        refused(
                (m, t) -> t.put("encoder.0.weight", new Safetensors.Tensor(List.of(7, 6), new float[42])),
                "encoder.0.weight",
                "[7, 6]",
                "[6, 7]");
        refused((m, t) -> m.remove("format"), "not a model of elbo", "no format");
        refused((m, t) -> m.put("format", "elbo-checkpoint-1"), "not a model of elbo", "elbo-checkpoint-1");
        refused((m, t) -> m.put("format", "elbo-model-2"), "elbo-model-2", "elbo-model-1");
        refused((m, t) -> m.put("format", "x\ny".repeat(1000)), "not a model of elbo");
        refused((m, t) -> m.remove("spec"), "no spec");
        refused((m, t) -> m.remove("provenance"), "no provenance");
        refused((m, t) -> m.put("spec", ""), "spec", "empty");
        refused((m, t) -> m.put("spec", "{}"), "spec");
        refused((m, t) -> m.put("spec", m.get("spec").replace("\"units\" : 6", "\"units\" : 0")), "spec: encoder[0]");
        refused((m, t) -> m.put("spec", m.get("spec").replace("\"latent\" : 2", "\"latent\" : 3")), "mean.weight");
        refused((m, t) -> m.put("provenance", "[]"), "provenance");
        refused((m, t) -> m.put("provenance", "{}"), "provenance");
    }

    private void refusedDecoder(
            BiConsumer<Map<String, String>, Map<String, Safetensors.Tensor>> change, String... parts) {
        Path file = folder.resolve("decoder.safetensors");
        Tiny.model(Tiny.dense(), 1).decoder().save(file);
        Safetensors contents = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(contents.tensors());
        change.accept(metadata, tensors);
        new Safetensors(metadata, tensors).write(file);
        String message = Failures.refused(() -> Decoder.load(file), parts);
        assertEquals(true, message.startsWith(file + ": "), message);
        Failures.refused(() -> Description.read(file), parts);
    }

    @Test
    void decodersThatDoNotFitTheirSpecAreRefusedByTensorAndField() {
        Safetensors.Tensor mean = new Safetensors.Tensor(List.of(2, 6), new float[12]);
        refusedDecoder((m, t) -> t.remove("decoder.0.bias"), "decoder.0.bias", "missing");
        refusedDecoder((m, t) -> t.put("mean.weight", mean), "mean.weight", "does not belong to a decoder");
        refusedDecoder(
                (m, t) -> t.put("encoder.0.weight", new Safetensors.Tensor(List.of(6, 7), new float[42])),
                "encoder.0.weight",
                "does not belong to a decoder");
        refusedDecoder((m, t) -> t.put("decoder.0.bias", mean), "decoder.0.bias", "[2, 6]", "[5]");
        refusedDecoder((m, t) -> m.put("format", "elbo-decoder-2"), "elbo-decoder-2");
        refusedDecoder((m, t) -> m.put("format", "elbo-model-1"), "encoder.0.weight", "missing");
        refusedDecoder((m, t) -> m.remove("spec"), "no spec");
        refusedDecoder((m, t) -> m.remove("provenance"), "no provenance");
    }

    @Test
    void aDecoderCutAnywhereIsRefused() throws IOException {
        Path file = folder.resolve("decoder.safetensors");
        Tiny.model(Tiny.dense(), 1).decoder().save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + length / 9) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            Failures.refused(() -> Decoder.load(file), file + ": ");
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        Failures.refused(() -> Decoder.load(file), file + ": ");
    }

    /** What a model without names of labels says of itself is what it said before there were any. */
    @Test
    void namesOfLabelsAreInTheFileOnlyWhereThereAreSome() {
        Path file = folder.resolve("model.safetensors");
        Tiny.model(Tiny.dense(), 1).save(file);
        assertEquals(false, Safetensors.read(file).metadata().get("provenance").contains("label"));
        refused(
                (m, t) -> m.put("provenance", m.get("provenance").replaceFirst("\\{", "{\"label_names\":[\"a\"],")),
                "1 label names",
                "no classes");
        refused(
                (m, t) -> m.put("provenance", m.get("provenance").replaceFirst("\\{", "{\"label_names\":[null],")),
                "provenance");
    }

    @Test
    void aCheckpointIsNoModel() {
        Path file = folder.resolve("model.safetensors");
        new Safetensors(Map.of(), Map.of()).write(file);
        Failures.refused(() -> Vae.load(file), "not a model of elbo");
    }
}
