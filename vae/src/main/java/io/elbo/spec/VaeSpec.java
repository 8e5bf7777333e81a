package io.elbo.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.engine.Shape;
import io.elbo.json.Json;
import io.elbo.layer.Activation;
import io.elbo.layer.Conditioning;
import io.elbo.layer.Conv;
import io.elbo.layer.ConvTranspose;
import io.elbo.layer.Dense;
import io.elbo.layer.Flatten;
import io.elbo.layer.Initialization;
import io.elbo.layer.Layer;
import io.elbo.layer.Reshape;
import io.elbo.layer.Tied;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.Gaussian;
import io.elbo.model.Likelihood;
import io.elbo.model.PointPosterior;
import io.elbo.model.Posterior;
import io.elbo.model.Prior;
import io.elbo.model.StandardNormal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The definition of a model, as data that can be JSON.
 *
 * @param data the shape of a row: {@code [height, width, channels]} of an image, or {@code [features]}
 * @param input the shape of the encoder's input, if it is not the row; otherwise null
 * @param condition the shape of the condition of encoder and decoder, for example {@code [10]} for a label; null for none
 * @param encoder the layers from a row to the input of the posterior's heads
 * @param latent the dimension of z
 * @param decoder the layers from z to the parameters of the likelihood
 * @param likelihood p(x|z)
 * @param posterior q(z|x); a diagonal Gaussian if null
 * @param prior p(z); standard normal if null
 * @param initialization the initialization of weights and biases; PyTorch's if null
 */
public record VaeSpec(
        List<Integer> data,
        List<Integer> input,
        List<Integer> condition,
        List<Layer> encoder,
        int latent,
        List<Layer> decoder,
        Likelihood likelihood,
        Posterior posterior,
        Prior prior,
        Initialization initialization) {
    /** The variance of a Gaussian whose negative log density is the squared error plus a constant. */
    public static final double SQUARED_ERROR = 0.5;

    private static final int MOST_LATENTS = 100_000;
    /** The greatest size of a value of the engine. */
    private static final int MOST_FEATURES = (1 << 28) - 1;

    public VaeSpec {
        require(data != null, "data: must be [height, width, channels] or [features]");
        data = shape("data", data);
        input = input == null ? null : shape("input", input);
        condition = condition == null ? null : shape("condition", condition);
        require(
                encoder != null && encoder.stream().allMatch(java.util.Objects::nonNull),
                "encoder: must be a list of layers");
        require(
                decoder != null && decoder.stream().allMatch(java.util.Objects::nonNull),
                "decoder: must be a list of layers");
        require(likelihood != null, "likelihood: is missing");
        require(latent >= 1 && latent <= MOST_LATENTS, "latent " + latent + ": must be 1 to " + MOST_LATENTS);
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
        posterior = posterior == null ? new DiagonalGaussian() : posterior;
        prior = prior == null ? new StandardNormal() : prior;
        initialization = initialization == null ? Initialization.PYTORCH : initialization;
        require(
                prior.ownRows() == 0 || posterior.random() && condition == null,
                "prior: one with rows of its own needs a random posterior and cannot have a condition");
        requireFit(data, input, condition, encoder, latent, decoder, likelihood);
    }

    /** Checks that the shapes of consecutive layers fit, and that the likelihood takes the decoder's output. */
    private static void requireFit(
            List<Integer> data,
            List<Integer> input,
            List<Integer> condition,
            List<Layer> encoder,
            int latent,
            List<Layer> decoder,
            Likelihood likelihood) {
        Shape row = new Shape(data);
        Shape seen = input == null ? row : new Shape(input);
        Shape beside = condition == null ? null : new Shape(condition);
        Shape features =
                Layer.chain(encoder, beside == null ? seen : Conditioning.output(encoder, seen, beside), "encoder");
        Layer.requireWeight(latent, features.size());
        Shape z = Shape.of(beside == null ? latent : Math.addExact(latent, beside.size()));
        Shape output = Layer.chain(decoder, z, "decoder");
        Shape wanted = likelihood.outputs(row);
        if (output.size() != wanted.size() || output.rank() == 3 && !output.equals(wanted)) {
            throw new IllegalArgumentException("decoder: ends in " + output + ", but data of shape " + row
                    + " and this likelihood need " + wanted);
        }
    }

    private static List<Integer> shape(String name, List<Integer> extents) {
        require(extents.size() == 1 || extents.size() == 3, name + ": must be [height, width, channels] or [features]");
        require(
                extents.stream().allMatch(n -> n != null && n >= 1),
                name + " " + extents + ": every extent must be at least 1");
        require(
                extents.stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b) <= MOST_FEATURES,
                name + " " + extents + ": a row may have at most " + MOST_FEATURES + " values");
        return List.copyOf(extents);
    }

    /** A spec without input, condition, posterior, prior and initialization of its own. */
    public VaeSpec(List<Integer> data, List<Layer> encoder, int latent, List<Layer> decoder, Likelihood likelihood) {
        this(data, null, null, encoder, latent, decoder, likelihood, null, null, null);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Returns a model of dense layers. The encoder has the hidden layers in this order, the decoder in reverse.
     *
     * @param data {@code [height, width, channels]} or {@code [features]}
     * @param hidden the units of each hidden layer
     * @param activation the activation after each hidden layer
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
        decoder.add(new Dense(likelihood.outputs(new Shape(data)).size()));
        return new VaeSpec(data, encoder, latent, decoder, likelihood);
    }

    /** Returns a model of dense layers with relu for images of a shape. */
    public static VaeSpec dense(ImageShape shape, int hidden, int latent, Likelihood likelihood) {
        return dense(extents(shape), List.of(hidden), latent, likelihood, Activation.Function.RELU);
    }

    /**
     * Returns a convolutional model for images of at least 4x4 pixels: two convolutions with kernel 4 and stride 2 to 32 and 64 channels, and
     * their transposes, with relu between.
     */
    public static VaeSpec convolutional(ImageShape shape, int latent, Likelihood likelihood) {
        int height = shape.height();
        int width = shape.width();
        if (height < 4 || width < 4) {
            throw new IllegalArgumentException("images of " + width + "x" + height
                    + ": the convolutional model halves both sides twice, which takes 4 pixels each; resize them, for"
                    + " example to " + Math.max(4, width) + "x" + Math.max(4, height));
        }
        Activation relu = new Activation(Activation.Function.RELU);
        List<Layer> encoder = List.of(new Conv(32, 4, 2, 1), relu, new Conv(64, 4, 2, 1), relu, new Flatten());
        int h = height / 4;
        int w = width / 4;
        List<Layer> decoder = List.of(
                new Dense(64 * h * w),
                relu,
                new Reshape(64, h, w),
                doubling(32, height / 2, width / 2),
                relu,
                doubling(likelihood.outputs(new Shape(extents(shape))).last(), height, width));
        return new VaeSpec(extents(shape), encoder, latent, decoder, likelihood);
    }

    /** From images of half these sides, rounded down. */
    private static ConvTranspose doubling(int channels, int height, int width) {
        Integer columnPadding = height % 2 == width % 2 ? null : width % 2;
        return new ConvTranspose(channels, 4, 2, 1, height % 2, columnPadding);
    }

    /**
     * Returns the linear autoencoder {@code f(x) = V (U x + b) + c} for the squared error. Its optimal subspace is that of the principal components.
     *
     * @param tied whether {@code V = U^T}
     */
    public static VaeSpec linear(List<Integer> data, int latent, boolean tied) {
        int size = new Shape(data).size();
        Layer decoder = tied ? new Tied(size) : new Dense(size);
        return new VaeSpec(
                data,
                null,
                null,
                List.of(new Flatten()),
                latent,
                List.of(decoder),
                new Gaussian(SQUARED_ERROR),
                new PointPosterior(),
                null,
                null);
    }

    /** Returns the same with another initialization. */
    public VaeSpec withInitialization(Initialization other) {
        return new VaeSpec(data, input, condition, encoder, latent, decoder, likelihood, posterior, prior, other);
    }

    /** Returns the same with another posterior: {@link PointPosterior} makes it a plain autoencoder. */
    public VaeSpec withPosterior(Posterior other) {
        return new VaeSpec(data, input, condition, encoder, latent, decoder, likelihood, other, prior, initialization);
    }

    /** Returns the same with another prior. */
    public VaeSpec withPrior(Prior other) {
        return new VaeSpec(
                data, input, condition, encoder, latent, decoder, likelihood, posterior, other, initialization);
    }

    /** Returns the same with another shape of the encoder's input; null for that of the data. */
    public VaeSpec withInput(List<Integer> other) {
        return new VaeSpec(
                data, other, condition, encoder, latent, decoder, likelihood, posterior, prior, initialization);
    }

    /** Returns the same with another shape of the condition; null for none. */
    public VaeSpec withCondition(List<Integer> other) {
        return new VaeSpec(data, input, other, encoder, latent, decoder, likelihood, posterior, prior, initialization);
    }

    private static List<Integer> extents(ImageShape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    /** Returns the number of features of a row. */
    public int features() {
        return new Shape(data).size();
    }

    /** Returns the shape of the images, if rows are images of one or three channels. */
    @JsonIgnore
    public Optional<ImageShape> image() {
        return image(data);
    }

    /** Returns the shape of the encoder's input, if it is images of one or three channels. */
    @JsonIgnore
    public Optional<ImageShape> inputImage() {
        return image(input == null ? data : input);
    }

    private static Optional<ImageShape> image(List<Integer> shape) {
        return shape.size() == 3 && (shape.get(2) == 1 || shape.get(2) == 3)
                ? Optional.of(new ImageShape(shape.get(0), shape.get(1), shape.get(2)))
                : Optional.empty();
    }

    /** Returns this spec as JSON. */
    public String toJson() {
        return Json.write(this);
    }

    /**
     * Reads a spec from JSON.
     *
     * @throws DataException if the JSON is not valid, naming the field
     */
    public static VaeSpec fromJson(String json) {
        return Json.read(json, VaeSpec.class, "spec");
    }

    /**
     * Reads a spec from a file that contains only the spec, or has it under {@code model} like a run's {@code spec.json}.
     *
     * @throws DataException if the file is not valid, naming the file and the field
     */
    public static VaeSpec read(Path file) {
        return RunSpec.read(file).model();
    }
}
