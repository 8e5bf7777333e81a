package io.elbo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.engine.Shape;
import io.elbo.internal.Json;
import io.elbo.internal.Programs;
import io.elbo.layer.Activation;
import io.elbo.layer.Conv;
import io.elbo.layer.ConvTranspose;
import io.elbo.layer.Dense;
import io.elbo.layer.Flatten;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.layer.Reshape;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.Likelihood;
import io.elbo.model.Posterior;
import io.elbo.model.Prior;
import io.elbo.model.StandardNormal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model is: pure data, the same as JSON.
 *
 * @param data the shape of a row: {@code [height, width, channels]} of an image, or {@code [features]}
 * @param encoder layers from a row to the features that the posterior's heads see
 * @param latent the dimension of z
 * @param decoder layers from z to the parameters of the likelihood
 * @param likelihood p(x|z)
 * @param posterior q(z|x); a diagonal Gaussian if null
 * @param prior p(z); standard normal if null
 * @param initialization of weights and biases; PyTorch's if null
 */
public record VaeSpec(
        List<Integer> data,
        List<Layer> encoder,
        int latent,
        List<Layer> decoder,
        Likelihood likelihood,
        Posterior posterior,
        Prior prior,
        Initialization initialization) {
    private static final int MOST_LATENTS = 100_000;
    /** What a value of the engine may hold. */
    private static final int MOST_FEATURES = (1 << 28) - 1;

    public VaeSpec {
        require(
                data != null && (data.size() == 1 || data.size() == 3),
                "data: must be [height, width, channels] or [features]");
        require(data.stream().allMatch(n -> n != null && n >= 1), "data " + data + ": every extent must be at least 1");
        require(
                data.stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b) <= MOST_FEATURES,
                "data " + data + ": a row may have at most " + MOST_FEATURES + " values");
        require(
                encoder != null && encoder.stream().allMatch(java.util.Objects::nonNull),
                "encoder: must be a list of layers");
        require(
                decoder != null && decoder.stream().allMatch(java.util.Objects::nonNull),
                "decoder: must be a list of layers");
        require(likelihood != null, "likelihood: is missing");
        require(latent >= 1 && latent <= MOST_LATENTS, "latent " + latent + ": must be 1 to " + MOST_LATENTS);
        data = List.copyOf(data);
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
        posterior = posterior == null ? new DiagonalGaussian() : posterior;
        prior = prior == null ? new StandardNormal() : prior;
        initialization = initialization == null ? Initialization.PYTORCH : initialization;
        Programs.check(new Shape(data), encoder, latent, decoder, likelihood, posterior, initialization);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * A model of dense layers: the encoder has the hidden layers in order, the decoder in reverse.
     *
     * @param data {@code [height, width, channels]} or {@code [features]}
     * @param hidden units of each hidden layer
     * @param activation after each hidden layer
     */
    public static VaeSpec dense(
            List<Integer> data,
            List<Integer> hidden,
            int latent,
            Likelihood likelihood,
            Activation.Function activation) {
        List<Layer> encoder = new ArrayList<>();
        List<Layer> decoder = new ArrayList<>();
        for (int i = 0; i < hidden.size(); i++) {
            encoder.add(new Dense(hidden.get(i)));
            encoder.add(new Activation(activation));
            decoder.add(new Dense(hidden.get(hidden.size() - 1 - i)));
            decoder.add(new Activation(activation));
        }
        decoder.add(new Dense(new Shape(data).size()));
        return new VaeSpec(data, encoder, latent, decoder, likelihood, null, null, null);
    }

    /** A model of dense layers with relu for images of this shape. */
    public static VaeSpec dense(ImageShape shape, int hidden, int latent, Likelihood likelihood) {
        return dense(extents(shape), List.of(hidden), latent, likelihood, Activation.Function.RELU);
    }

    /**
     * A convolutional model for images of at least 4x4 pixels: two convolutions with kernel 4 and stride 2, to 32 and 64
     * channels, and their transposes, relu between.
     */
    public static VaeSpec convolutional(ImageShape shape, int latent, Likelihood likelihood) {
        int height = shape.height();
        int width = shape.width();
        if (height < 4 || width < 4 || (height - width) % 2 != 0 || (height / 2 - width / 2) % 2 != 0) {
            throw new IllegalArgumentException("images of " + width + "x" + height
                    + ": the convolutional model halves both sides twice; resize them, for example to "
                    + Math.max(4, width / 4 * 4) + "x" + Math.max(4, height / 4 * 4));
        }
        Activation relu = new Activation(Activation.Function.RELU);
        List<Layer> encoder = List.of(new Conv(32, 4, 2, 1), relu, new Conv(64, 4, 2, 1), relu, new Flatten());
        int h = height / 4;
        int w = width / 4;
        List<Layer> decoder = List.of(
                new Dense(64 * h * w),
                relu,
                new Reshape(64, h, w),
                new ConvTranspose(32, 4, 2, 1, height / 2 % 2),
                relu,
                new ConvTranspose(shape.channels(), 4, 2, 1, height % 2));
        return new VaeSpec(extents(shape), encoder, latent, decoder, likelihood, null, null, null);
    }

    /** The same with another initialization. */
    public VaeSpec withInitialization(Initialization other) {
        return new VaeSpec(data, encoder, latent, decoder, likelihood, posterior, prior, other);
    }

    private static List<Integer> extents(ImageShape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    /** The number of features of a row. */
    public int features() {
        return new Shape(data).size();
    }

    /** The shape of the images, if rows are images of one or three channels. */
    @JsonIgnore
    public Optional<ImageShape> image() {
        return data.size() == 3 && (data.get(2) == 1 || data.get(2) == 3)
                ? Optional.of(new ImageShape(data.get(0), data.get(1), data.get(2)))
                : Optional.empty();
    }

    /** This spec as JSON. */
    public String toJson() {
        return Json.write(this);
    }

    /**
     * A spec from JSON.
     *
     * @throws DataException naming the field that is not right
     */
    public static VaeSpec fromJson(String json) {
        return Json.read(json, VaeSpec.class, "spec");
    }

    /**
     * A spec from a file that holds it alone or, as a run's {@code spec.json} does, under {@code model}.
     *
     * @throws DataException naming the file and the field that is not right
     */
    public static VaeSpec read(Path file) {
        return RunSpec.read(file).model();
    }
}
