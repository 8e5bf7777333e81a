package io.elbo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.Rows;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.MixturePrior;
import io.elbo.model.PointPosterior;
import io.elbo.rows.Examples;
import io.elbo.spec.VaeSpec;
import io.elbo.test.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {
    @TempDir
    Path folder;

    static List<Vae> models() {
        VaeSpec dense = Tiny.dense();
        VaeSpec learned = VaeSpec.dense(
                List.of(7),
                List.of(5),
                2,
                new LearnedGaussian(LearnedScale.FEATURE),
                io.elbo.layer.Activation.Function.RELU);
        return List.of(
                Tiny.model(dense, 3),
                Tiny.model(Tiny.convolutional(), 3),
                Tiny.model(dense.withPrior(new MixturePrior(4)), 3),
                Tiny.model(learned, 3),
                Tiny.model(dense.withPosterior(new PointPosterior()), 3),
                Tiny.model(VaeSpec.linear(List.of(7), 2, true), 3),
                Tiny.model(dense.withCondition(List.of(3)), 3));
    }

    private Decoder saved(Vae vae) {
        Path file = folder.resolve("decoder.safetensors");
        vae.decoder().save(file);
        return Decoder.load(file);
    }

    private static Rows condition(Vae vae, int n) {
        return vae.classes().map(c -> c.conditions(1, n)).orElse(null);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("models")
    void generatesTheBitsOfTheWholeModel(Vae vae) {
        Decoder decoder = saved(vae);
        float[][] z = vae.sampleLatents(150, 4);
        assertTrue(Arrays.deepEquals(z, decoder.sampleLatents(150, 4)));
        assertTrue(Arrays.deepEquals(vae.decode(z, condition(vae, 150)), decoder.decode(z, condition(vae, 150))));
        if (vae.spec().condition() == null) {
            assertTrue(Arrays.deepEquals(vae.sample(9, 1), decoder.sample(9, 1)));
            assertTrue(Arrays.deepEquals(vae.decode(z), decoder.decode(z)));
        } else {
            assertTrue(Arrays.deepEquals(vae.sample(condition(vae, 9), 1), decoder.sample(condition(vae, 9), 1)));
        }
        if (vae.spec().latent() == 2) {
            assertTrue(Arrays.deepEquals(vae.grid(4, condition(vae, 1)), decoder.grid(4, condition(vae, 1))));
        }
        assertEquals(vae.spec(), decoder.spec());
        assertEquals(vae.spec().latent(), decoder.latent());
        assertEquals(vae.provenance(), decoder.provenance());
        assertEquals(vae.classes(), decoder.classes());
    }

    @Test
    void hasTheWeightsOfDecoderLikelihoodAndPriorOnly() {
        List<TreeSet<String>> names = models().stream()
                .map(vae -> new TreeSet<>(saved(vae).weightNames()))
                .toList();
        TreeSet<String> dense =
                new TreeSet<>(List.of("decoder.0.weight", "decoder.0.bias", "decoder.2.weight", "decoder.2.bias"));
        assertEquals(dense, names.get(0));
        assertEquals(dense, names.get(4));
        assertEquals(dense, names.get(6));
        assertTrue(names.get(1).stream().allMatch(n -> n.startsWith("decoder.")), names.toString());
        assertEquals(
                4, names.get(2).stream().filter(n -> n.startsWith("decoder.")).count());
        assertEquals(
                3, names.get(2).stream().filter(n -> n.startsWith("prior.")).count());
        assertTrue(names.get(3).stream().anyMatch(n -> n.startsWith("likelihood.")), names.toString());
        // the transpose of the encoder is the decoder: it cannot be left out
        assertEquals(new TreeSet<>(List.of("mean.weight", "decoder.0.bias")), names.get(5));
        for (Vae vae : models()) {
            assertTrue(vae.weightNames().containsAll(vae.decoder().weightNames()));
            assertEquals(
                    vae.decoder().weightNames().stream()
                            .mapToInt(n -> vae.weight(n).length)
                            .sum(),
                    vae.decoder().description().parameters());
        }
    }

    @Test
    void isTheSameFromItsFileAndFromTheModels() throws IOException {
        Vae vae = Tiny.model(Tiny.convolutional(), 3);
        Path whole = folder.resolve("model.safetensors");
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        vae.save(whole);
        vae.decoder().save(first);
        Decoder.load(whole).save(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        Decoder.load(first).save(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertEquals(vae.decoder().description(), Description.read(first));
        assertTrue(Description.read(first).decoderOnly());
        assertEquals(vae.toJson(), Description.read(whole).toJson());
        assertTrue(Files.size(first) < Files.size(whole));
        Failures.refused(() -> Vae.load(first), first + ": is a decoder alone", "encoder");
    }

    @Test
    void eightThreadsGetWhatOneGets() throws Exception {
        Decoder decoder = Tiny.model(Tiny.convolutional(), 3).decoder();
        float[][] z = decoder.sampleLatents(70, 1);
        float[][] expected = decoder.decode(z);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                results.add(threads.submit(() -> {
                    for (int i = 0; i < 30; i++) {
                        int row = (thread * 31 + i) % 70;
                        assertArrayEquals(expected[row], decoder.decode(z[row])[0]);
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Decoder decoder = Tiny.model(Tiny.dense(), 3).decoder();
        Failures.refused(() -> decoder.decode(new float[3]), "3", "2 latents");
        Failures.refused(() -> decoder.decode(new float[] {1, Float.NaN}), "row 0", "feature 1");
        Failures.refused(() -> decoder.sample(Examples.oneHot(new int[] {1}, 3), 1), "takes no condition");
        Failures.rejected(() -> decoder.sample(0, 1), "samples 0");
        Decoder conditional =
                Tiny.model(Tiny.dense().withCondition(List.of(3)), 3).decoder();
        Failures.refused(() -> conditional.sample(1, 1), "needs a condition");
        Failures.refused(() -> conditional.sample(Examples.oneHot(new int[] {1}, 4), 1), "condition has 4", "takes 3");
        Failures.refused(
                () -> conditional.decode(new float[2][2], Examples.oneHot(new int[] {1}, 3)), "1 conditions", "2");
    }
}
