package io.elbo;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.data.image.Corruption;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.engine.execution.Parameters;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LatentDensity;
import io.elbo.evaluation.LogLikelihood;
import io.elbo.file.ModelFile;
import io.elbo.inference.Evaluator;
import io.elbo.inference.Generation;
import io.elbo.inference.Networks;
import io.elbo.program.Input;
import io.elbo.rows.Classes;
import io.elbo.rows.Examples;
import io.elbo.rows.HoldOut;
import io.elbo.rows.RowChecks;
import io.elbo.spec.Binarization;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A trained variational autoencoder. Immutable and thread-safe. A row has {@code features()} numbers, and images are channel-last. Large
 * requests use the threads of {@link io.elbo.parallel.Threads}, which do not change a result.
 */
public final class Vae {
    private final VaeSpec spec;
    private final Parameters parameters;
    private final Provenance provenance;
    private final Networks networks;
    private final Generation generation;
    private final Evaluator evaluator;

    public Vae(VaeSpec spec, Parameters parameters, Provenance provenance) {
        this.spec = spec;
        this.parameters = parameters;
        this.provenance = provenance;
        networks = new Networks(spec, parameters);
        generation = new Generation(networks);
        evaluator = new Evaluator(networks);
    }

    /**
     * Returns a model of these parts.
     *
     * @param parameters the parameters of the spec, which are copied
     * @throws IllegalArgumentException if names or shapes differ from those of the spec
     */
    public static Vae of(VaeSpec spec, Parameters parameters, Provenance provenance) {
        Parameters copy = Parameters.zeros(ModelFile.parameters(spec));
        for (String name : copy.names()) {
            if (!parameters.names().contains(name) || !parameters.shape(name).equals(copy.shape(name))) {
                throw new IllegalArgumentException(
                        "parameters: the spec needs " + name + " of shape " + copy.shape(name));
            }
        }
        copy.copyFrom(parameters);
        return new Vae(spec, copy, provenance);
    }

    /**
     * Reads a model.
     *
     * @throws DataException if the file is not valid, naming the file and the fault
     */
    public static Vae load(Path file) {
        ModelFile.Contents contents = ModelFile.read(file);
        return new Vae(contents.spec(), contents.parameters(), contents.provenance());
    }

    /**
     * Returns a model with given weights.
     *
     * @param weights the weights by name, each in PyTorch's order; exactly those of the spec
     * @throws DataException if a weight is missing, not needed, or of another size
     */
    public static Vae of(VaeSpec spec, Map<String, float[]> weights, Provenance provenance) {
        return new Vae(spec, ModelFile.parameters(spec, weights), provenance);
    }

    /**
     * Writes the model as a safetensors file, atomically.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(file, spec, provenance, parameters);
    }

    /** Returns the spec of this model. */
    public VaeSpec spec() {
        return spec;
    }

    /** Returns the provenance. */
    public Provenance provenance() {
        return provenance;
    }

    /** Returns the classes of the condition; empty if the condition is not a label. */
    public Optional<Classes> classes() {
        return Classes.of(spec, provenance);
    }

    /**
     * Returns images with the condition that this model needs. If both the model's classes and those of the images have names, labels are
     * matched by name.
     *
     * @throws DataException if the images do not have the condition
     */
    public Examples examples(Images images) {
        return classes()
                .map(classes -> new Examples(images, null, classes.conditions(classes.labels(images))))
                .orElseGet(() -> Examples.fitting(spec, images));
    }

    /** Returns pairs with the condition that this model needs, which is that of the targets. */
    public Examples examples(ImagePairs pairs) {
        Examples targets = examples(pairs.target());
        return new Examples(targets.target(), pairs.input(), targets.condition());
    }

    /**
     * Returns a copy without the encoder. A {@link io.elbo.model.VampPrior}, which needs an encoder, becomes the equivalent {@link
     * io.elbo.model.MixturePrior}.
     */
    public Decoder decoder() {
        return Decoder.of(spec, parameters, provenance);
    }

    /** Returns the spec, the provenance, the number of parameters and the digest of the weights as JSON. */
    public String toJson() {
        return new Description(spec, provenance, size(), digest(), false).toJson();
    }

    /**
     * Returns the images of a set that this model was trained on: the first ones, as many as it was given, without held-out images.
     *
     * @return empty if it was trained on another set
     */
    public Optional<Images> trainedOn(Images images) {
        int given = provenance.trainingRows() + provenance.validationRows();
        if (given < 1 || !images.limit(given).digest().equals(provenance.digest())) {
            return Optional.empty();
        }
        return Optional.of(
                provenance.validationRows() == 0
                        ? images.limit(given)
                        : images.select(HoldOut.of(provenance.training(), given).training()));
    }

    /**
     * Returns the images of a set that were held out when this model was trained.
     *
     * @return empty if it was trained on another set, or nothing was held out
     */
    public Optional<Images> heldOut(Images images) {
        int given = provenance.trainingRows() + provenance.validationRows();
        if (provenance.validationRows() == 0 || trainedOn(images).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                images.select(HoldOut.of(provenance.training(), given).validation()));
    }

    /** Returns the SHA-256 of the weights. */
    public String digest() {
        return parameters.digest();
    }

    /** Returns the number of weights and biases. */
    public long size() {
        return parameters.size();
    }

    /** Returns a copy of all weights. */
    public Parameters parameters() {
        return parameters.copy();
    }

    /** Returns the networks of this model, for modules built on the core. Its weights must not be changed. */
    public Networks networks() {
        return networks;
    }

    /** Returns the names of the weights, as in the file. */
    public java.util.Set<String> weightNames() {
        return parameters.names();
    }

    /** Returns a copy of one weight, in PyTorch's order. */
    public float[] weight(String name) {
        return parameters.get(name);
    }

    /**
     * Returns q(z|x) of each row.
     *
     * @param rows the encoder's input; {@link Examples} if the model needs conditions
     * @return the posteriors; log variances are empty if the posterior is a point
     */
    public Encoding encode(Rows rows) {
        Examples examples = Examples.of(rows);
        RowChecks.inputs(spec, examples);
        float[][][] outputs = networks.encode().run(inputs(examples.seen(), examples.condition()));
        return new Encoding(outputs[0], outputs.length > 1 ? outputs[1] : new float[rows.count()][0]);
    }

    /** Returns q(z|x) of each row. */
    public Encoding encode(float[]... rows) {
        return encode(FloatRows.of(rows));
    }

    private static Map<Input, Rows> inputs(Rows rows, Rows condition) {
        return condition == null ? Map.of(Input.X, rows) : Map.of(Input.X, rows, Input.CONDITION, condition);
    }

    /**
     * Returns {@code E[x|z]} of each z.
     *
     * @param latents {@code [rows][latent]}, finite
     * @return {@code [rows][features]}
     */
    public float[][] decode(float[]... latents) {
        return decode(latents, null);
    }

    /**
     * Returns {@code E[x|z, c]} of each z.
     *
     * @param latents {@code [rows][latent]}, finite
     * @param condition c of each row; null if the model has no condition
     * @return {@code [rows][features]}
     */
    public float[][] decode(float[][] latents, Rows condition) {
        return generation.decode(latents, condition);
    }

    /**
     * Draws from p(x|z, c) for each z, including the noise of the likelihood. {@link #decode(float[][], Rows)} gives the mean.
     *
     * @param latents {@code [rows][latent]}, finite
     * @param condition c of each row; null if the model has no condition
     * @return {@code [rows][features]}
     */
    public float[][] draw(float[][] latents, Rows condition, long seed) {
        return generation.draw(latents, condition, seed);
    }

    /** Returns {@code E[x|z]} at the mean of q(z|x), for each row. */
    public float[][] reconstruct(Rows rows) {
        return decode(encode(rows).mean(), Examples.of(rows).condition());
    }

    /** Draws n latents from the prior. The first draws are the same for any n. */
    public float[][] sampleLatents(int n, long seed) {
        return generation.sampleLatents(n, seed);
    }

    /** Returns {@code E[x|z]} of n draws of z from the prior. */
    public float[][] sample(int n, long seed) {
        return decode(sampleLatents(n, seed));
    }

    /** Returns {@code E[x|z, c]} of a draw of z from the prior for each condition. */
    public float[][] sample(Rows condition, long seed) {
        return decode(sampleLatents(condition.count(), seed), condition);
    }

    /**
     * Returns {@code E[x|z]} over a square grid of a two-dimensional z. The coordinates are the prior's quantiles at {@code (i + 1/2) / side}, so
     * that each cell has the same probability.
     *
     * @return the cells row by row: the second dimension falls from the top, the first rises from the left
     * @throws DataException if z does not have two dimensions
     */
    public float[][] grid(int side) {
        return generation.grid(side, null);
    }

    /**
     * Returns {@code E[x|z, c]} over the same grid.
     *
     * @param condition one row, c of all cells; null if the model has no condition
     */
    public float[][] grid(int side, Rows condition) {
        return generation.grid(side, condition);
    }

    /**
     * Returns {@code E[x|z]} along the straight line between two latents, including the ends.
     *
     * @param steps at least 2
     */
    public float[][] interpolate(float[] from, float[] to, int steps) {
        return generation.interpolate(from, to, null, steps);
    }

    /**
     * Returns {@code E[x|z, c]} along the straight line between two pairs of latents and condition, including the ends.
     *
     * @param ends two rows, c at both ends; null if the model has no condition
     * @param steps at least 2
     */
    public float[][] interpolate(float[] from, float[] to, Rows ends, int steps) {
        return generation.interpolate(from, to, ends, steps);
    }

    /** Evaluates this model on rows. */
    public Evaluation evaluate(Rows rows, EvaluationOptions options) {
        Examples examples = Examples.of(rows);
        RowChecks.examples(spec, examples);
        Corruption corruption = provenance.corruption().orElse(null);
        return evaluator.evaluate(examples, binarization(options), corruption, options.samples(), options.seed());
    }

    /**
     * Estimates the mean of ln p(x) over rows, with the prior.
     *
     * @param options options with at least 1 sample per row
     * @throws DataException if the posterior is a point
     */
    public LogLikelihood logLikelihood(Rows rows, EvaluationOptions options) {
        return logLikelihood(rows, null, options);
    }

    /**
     * Estimates the mean of ln p(x) with another density of z, which replaces p(z).
     *
     * @param prior the density; null for the prior
     */
    public LogLikelihood logLikelihood(Rows rows, LatentDensity prior, EvaluationOptions options) {
        if (options.samples() < 1) {
            throw new IllegalArgumentException("samples 0: an estimate of ln p(x) needs at least 1");
        }
        Examples examples = Examples.of(rows);
        RowChecks.examples(spec, examples);
        Corruption corruption = provenance.corruption().orElse(null);
        return evaluator.logLikelihood(
                examples, binarization(options), corruption, options.samples(), options.seed(), prior);
    }

    private Binarization binarization(EvaluationOptions options) {
        return options.binarization() == null ? provenance.binarization() : options.binarization();
    }
}
