package io.elbo.semi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.engine.Optimizer;
import io.elbo.file.Safetensors;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SemiFileTest {
    private static final FloatRows ROWS = Tiny.rows(60, 8, 2);
    private static final M2Spec.Networks NETWORKS = new M2Spec.Networks(List.of(5), 2, Activation.Function.TANH, null);
    private static final M2Training TRAINING =
            Trainings.of(2, 16, new Optimizer.Adam(), 0.01, null, 0, 0.1, null, 0.25, 1, 3);

    private static M1 m1;
    private static M2 m2;
    private static M1M2 both;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        Vae vae = vae();
        LabelledSplit split = LabelledSplit.of(
                IntStream.range(0, 60).map(i -> i < 24 ? i % 3 : -1).toArray());
        m1 = M1.fit(vae, ROWS, split, new LinearClassifier.Options(1));
        m2 = M2.fit(new M2Spec(List.of(8), 3, new Bernoulli(), NETWORKS), ROWS, split, TRAINING);
        both = M1M2.fit(vae, NETWORKS, ROWS, split, TRAINING);
    }

    static Vae vae() {
        VaeSpec spec = VaeSpec.dense(List.of(8), List.of(16), 3, new Bernoulli(), Activation.Function.TANH);
        Training training = Training.defaults()
                .withEpochs(60)
                .withBatch(10)
                .withLearningRate(0.01)
                .withValidation(0, 0);
        return Trainer.fit(spec, ROWS, training, TrainingListener.NONE, 1);
    }

    static List<SemiModel> models() {
        return List.of(m1, m2, both);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aClassifierComesBackAsItWasAndItsFileHasTheSameBytes(SemiModel model) throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        model.save(first);
        SemiModel back = SemiModel.load(first);
        assertEquals(model.getClass(), back.getClass());
        assertArrayEquals(model.probabilities(ROWS), back.probabilities(ROWS));
        assertEquals(model.digest(), back.digest());
        assertEquals(model.toJson(), back.toJson());
        assertEquals(model.provenance(), back.provenance());
        back.save(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        if (model instanceof ClassConditional c) {
            assertArrayEquals(c.analogies(ROWS), ((ClassConditional) back).analogies(ROWS));
        }
    }

    private void refused(
            SemiModel model, BiConsumer<Map<String, String>, Map<String, Safetensors.Tensor>> change, String... parts) {
        Path file = folder.resolve("classifier.safetensors");
        model.save(file);
        Safetensors whole = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(whole.tensors());
        change.accept(metadata, tensors);
        new Safetensors(metadata, tensors).write(file);
        String message = Failures.refused(() -> SemiModel.load(file), parts);
        assertEquals(0, message.indexOf(file.toString()), message);
    }

    @Test
    void whatIsNotRightInAFileIsRefusedByName() {
        refused(m2, (m, t) -> m.put("format", "elbo-model-1"), "is not a classifier of elbo", "elbo-model-1");
        refused(m2, (m, t) -> m.remove("provenance"), "metadata has no provenance");
        refused(m2, (m, t) -> t.remove("m2.mean.bias"), "tensor m2.mean.bias is missing");
        refused(m2, (m, t) -> t.put("m2.extra", t.get("m2.mean.bias")), "tensor m2.extra does not belong");
        refused(m1, (m, t) -> t.remove("linear.bias"), "tensor linear.bias is missing");
        refused(m1, (m, t) -> t.put("linear.bias", t.get("linear.weight")), "tensor linear.bias has shape");
        refused(both, (m, t) -> t.remove("vae.mean.bias"), "tensor vae.mean.bias is missing");
        for (SemiModel model : models()) {
            refused(model, (m, t) -> m.compute("classifier", (k, v) -> "{ \"extra\" : 1," + v.substring(1)), "extra");
        }
        refused(
                both,
                (m, t) -> m.compute("classifier", (k, v) -> v.replace("m1m2", "m1")),
                "its parts are not those of its method");
        refused(
                m2,
                (m, t) -> m.compute("classifier", (k, v) -> v.replace("\"m2\",", "\"m3\",")),
                "must be one of [m1, m2, m1m2]");
        refused(
                both,
                (m, t) -> m.compute(
                        "classifier", (k, v) -> v.replaceFirst("\"latents\" : \\[[^]]*]", "\"latents\" : [ 7 ]")),
                "classifier: ");
        refused(
                both,
                (m, t) -> m.compute(
                        "classifier", (k, v) -> v.replaceFirst("\"latents\" : \\[[^]]*]", "\"latents\" : [ 0, null ]")),
                "classifier: latents[1]: must be");
        refused(
                m1,
                (m, t) -> m.put(
                        "provenance", Safetensors.read(saved(m2)).metadata().get("provenance")),
                "its training");
    }

    private Path saved(SemiModel model) {
        Path file = folder.resolve("other.safetensors");
        model.save(file);
        return file;
    }

    @Test
    void anAutoencoderIsNoClassifier() {
        Path file = folder.resolve("model.safetensors");
        m1.vae().save(file);
        Failures.refused(() -> SemiModel.load(file), "is not a classifier of elbo");
        Path classifier = saved(m1);
        Failures.refused(() -> Vae.load(classifier), "is not a model of elbo");
    }
}
