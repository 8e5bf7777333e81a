package io.elbo.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.ImageShape;
import io.elbo.layer.Activation;
import io.elbo.layer.Conv;
import io.elbo.layer.ConvTranspose;
import io.elbo.layer.Dense;
import io.elbo.layer.Dropout;
import io.elbo.layer.Layer;
import io.elbo.layer.Reshape;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.test.Failures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaeSpecTest {
    private static VaeSpec spec(List<Integer> data, List<Layer> encoder, List<Layer> decoder) {
        return new VaeSpec(data, encoder, 2, decoder, new Bernoulli());
    }

    @Test
    void layersThatDoNotFitAreNamedByTheirPlace() {
        List<Layer> out = List.of(new Dense(12));
        Failures.rejected(
                () -> spec(List.of(12), List.of(new Dense(3), new Conv(1, 3, 1, 1)), out), "encoder[1]", "reshape");
        Failures.rejected(
                () -> spec(List.of(3, 4, 1), List.of(new Conv(1, 7, 1, 1)), out), "encoder[0]", "kernel 7", "3x4");
        Failures.rejected(() -> spec(List.of(3, 4, 1), List.of(new Conv(1, 3, 1, 3)), out), "encoder[0]", "padding 3");
        Failures.rejected(
                () -> spec(List.of(12), List.of(), List.of(new Dense(6), new ConvTranspose(1, 3, 1, 0, 0))),
                "decoder[1]");
        Failures.rejected(
                () -> spec(
                        List.of(12),
                        List.of(),
                        List.of(new Dense(6), new Reshape(1, 2, 3), new ConvTranspose(1, 3, 2, 0, 2))),
                "decoder[2]",
                "output padding 2");
        Failures.rejected(
                () -> spec(List.of(12), List.of(), List.of(new Dense(6), new Reshape(2, 2, 2))), "decoder[1]", "6");
    }

    @Test
    void aDecoderMustEndInTheShapeOfTheData() {
        Failures.rejected(() -> spec(List.of(12), List.of(), List.of(new Dense(11))), "decoder", "11", "12");
        Failures.rejected(
                () -> spec(List.of(3, 4, 1), List.of(), List.of(new Dense(12), new Reshape(1, 4, 3))),
                "decoder",
                "[4x3x1]",
                "[3x4x1]");
        Failures.rejected(() -> spec(List.of(12), List.of(), List.of()), "decoder", "[2]");
        // a flat end is read in PyTorch's order
        spec(List.of(3, 4, 1), List.of(), List.of(new Dense(12)));
    }

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        List<Layer> out = List.of(new Dense(4));
        Failures.rejected(() -> spec(List.of(), List.of(), out), "data");
        Failures.rejected(() -> spec(List.of(2, 2), List.of(), out), "data");
        Failures.rejected(() -> spec(List.of(0), List.of(), out), "data", "0");
        Failures.rejected(() -> spec(List.of(2, -2, 1), List.of(), out), "data", "-2");
        Failures.rejected(() -> spec(Arrays.asList(4, null, 1), List.of(), out), "data");
        Failures.rejected(() -> spec(null, List.of(), out), "data");
        Failures.rejected(() -> spec(List.of(4), null, out), "encoder");
        Failures.rejected(() -> spec(List.of(4), List.of(), null), "decoder");
        Failures.rejected(() -> spec(List.of(4), Arrays.asList(new Dense(1), null), out), "encoder");
        Failures.rejected(() -> new VaeSpec(List.of(4), List.of(), 0, out, new Bernoulli()), "latent 0");
        Failures.rejected(() -> new VaeSpec(List.of(4), List.of(), 2, out, null), "likelihood");
        Failures.rejected(() -> spec(List.of(100_000, 100_000, 3), List.of(), out), "data");
        int most = Integer.MAX_VALUE;
        Failures.rejected(() -> spec(List.of(most, most, most), List.of(), out), "data");
        Failures.rejected(() -> spec(List.of(4), List.of(new Dense(most)), out), "encoder[0]");
        Failures.rejected(() -> spec(List.of(9, 9, 1), List.of(new Conv(most, 3, 1, 1)), out), "encoder[0]");
        Failures.rejected(() -> spec(List.of(9, 9, 1), List.of(new Conv(1, most, 1, most - 1)), out), "encoder[0]");
        Failures.rejected(() -> spec(List.of(9, 9, 1), List.of(new Conv(1, 65536, 1, 65535)), out), "encoder[0]");
        Failures.rejected(
                () -> spec(List.of(9, 9, 1), List.of(new ConvTranspose(1, 3, most, 1, 0)), out), "encoder[0]");
    }

    @Test
    void aSpecKeepsNoListThatMayChange() {
        List<Integer> data = new java.util.ArrayList<>(List.of(4));
        VaeSpec spec = spec(data, List.of(), List.of(new Dense(4)));
        data.set(0, 5);
        assertEquals(4, spec.features());
        assertThrows(UnsupportedOperationException.class, () -> spec.encoder().add(new Dropout(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "28,28,1", "4,4,1", "5,5,3", "6,6,1", "7,7,1", "32,32,3", "9,5,1", "10,6,3", "4,8,1", "29,31,1", "64,78,3",
        "5,4,1", "8,6,1"
    })
    void theConvolutionalModelGivesBackTheShapeOfItsImages(int height, int width, int channels) {
        ImageShape shape = new ImageShape(height, width, channels);
        VaeSpec spec = VaeSpec.convolutional(shape, 3, new Gaussian(1));
        assertEquals(shape, spec.image().orElseThrow());
        Vae vae = Tiny.model(spec, 1);
        float[][] rows = Tiny.values(2, shape.size(), 1);
        assertEquals(shape.size(), vae.decode(vae.encode(rows).mean())[1].length);
    }

    @ParameterizedTest
    @CsvSource({"3,4", "4,3", "1,1", "2,70"})
    void imagesThatCannotBeHalvedTwiceAreRefusedWithASizeThatWorks(int height, int width) {
        String message = Failures.rejected(
                () -> VaeSpec.convolutional(new ImageShape(height, width, 1), 2, new Bernoulli()),
                width + "x" + height);
        String[] better = message.substring(message.lastIndexOf(' ') + 1).split("x");
        VaeSpec.convolutional(
                new ImageShape(Integer.parseInt(better[1]), Integer.parseInt(better[0]), 1), 2, new Bernoulli());
    }

    @Test
    void theDenseModelMirrorsItsHiddenLayers() {
        Activation tanh = new Activation(Activation.Function.TANH);
        VaeSpec spec = VaeSpec.dense(List.of(2, 3, 1), List.of(50, 20), 4, new Bernoulli(), Activation.Function.TANH);
        assertEquals(List.of(new Dense(50), tanh, new Dense(20), tanh), spec.encoder());
        assertEquals(List.of(new Dense(20), tanh, new Dense(50), tanh, new Dense(6)), spec.decoder());
        assertEquals(
                List.of(
                        "encoder.0.weight",
                        "encoder.0.bias",
                        "encoder.2.weight",
                        "encoder.2.bias",
                        "mean.weight",
                        "mean.bias",
                        "log_variance.weight",
                        "log_variance.bias",
                        "decoder.0.weight",
                        "decoder.0.bias",
                        "decoder.2.weight",
                        "decoder.2.bias",
                        "decoder.4.weight",
                        "decoder.4.bias"),
                List.copyOf(Tiny.model(spec, 1).weightNames()));
    }
}
