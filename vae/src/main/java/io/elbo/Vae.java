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
 * A trained variational autoencoder. Immutable; any number of threads may use one at once. Rows are {@code features()}
 * numbers; images are channel-last. Large requests use all processors; results do not depend on that.
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
     * A model from its parts.
     *
     * @param parameters those of the spec, copied
     * @throws IllegalArgumentException if names or shapes are others
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
     * @throws DataException naming the file and what is not right in it
     */
    public static Vae load(Path file) {
        ModelFile.Contents contents = ModelFile.read(file);
        return new Vae(contents.spec(), contents.parameters(), contents.provenance());
    }

    /**
     * A model of given weights.
     *
     * @param weights by name, each in PyTorch's order: those that the spec needs and no others
     * @throws DataException if one is missing, not needed or of another size
     */
    public static Vae of(VaeSpec spec, Map<String, float[]> weights, Provenance provenance) {
        return new Vae(spec, ModelFile.parameters(spec, weights), provenance);
    }

    /**
     * Writes the model as a safetensors file, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(file, spec, provenance, parameters);
    }

    /** What this model is. */
    public VaeSpec spec() {
        return spec;
    }

    /** Where it comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** The classes that this model is conditioned on; empty if its condition is no label. */
    public Optional<Classes> classes() {
        return Classes.of(spec, provenance);
    }

    /**
     * Images as this model takes them, with the condition that it needs. Where both the model's classes and those of the images have names,
     * labels go by these.
     *
     * @throws DataException if the images do not have it
     */
    public Examples examples(Images images) {
        return classes()
                .map(classes -> new Examples(images, null, classes.conditions(classes.labels(images))))
                .orElseGet(() -> Examples.fitting(spec, images));
    }

    /** The same of pairs, whose condition goes with the targets. */
    public Examples examples(ImagePairs pairs) {
        Examples targets = examples(pairs.target());
        return new Examples(targets.target(), pairs.input(), targets.condition());
    }

    /**
     * A copy of what generates, without the encoder. A {@link io.elbo.model.VampPrior}, which needs one, becomes the {@link
     * io.elbo.model.MixturePrior} that it comes to.
     */
    public Decoder decoder() {
        return Decoder.of(spec, parameters, provenance);
    }

    /** Spec, provenance, number of parameters and digest of the weights, as JSON. */
    public String toJson() {
        return new Description(spec, provenance, size(), digest(), false).toJson();
    }

    /**
     * The images of a set that this model was trained on: its first ones, as many as it was given, but for those held out.
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
     * The images of a set that were held out when this model was trained on the others.
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

    /** The SHA-256 of the weights. */
    public String digest() {
        return parameters.digest();
    }

    /** The number of weights and biases. */
    public long size() {
        return parameters.size();
    }

    /** A copy of all weights. */
    public Parameters parameters() {
        return parameters.copy();
    }

    /** The machinery behind this model, for what is built on the core. Nobody writes to its weights. */
    public Networks networks() {
        return networks;
    }

    /** The names of the weights, as in the file. */
    public java.util.Set<String> weightNames() {
        return parameters.names();
    }

    /** A copy of one weight, in PyTorch's order. */
    public float[] weight(String name) {
        return parameters.get(name);
    }

    /**
     * q(z|x) of each row.
     *
     * @param rows what the encoder sees; {@link Examples} where the model needs conditions
     * @return log variances are empty if the posterior is a point
     */
    public Encoding encode(Rows rows) {
        Examples examples = Examples.of(rows);
        RowChecks.inputs(spec, examples);
        float[][][] outputs = networks.encode().run(inputs(examples.seen(), examples.condition()));
        return new Encoding(outputs[0], outputs.length > 1 ? outputs[1] : new float[rows.count()][0]);
    }

    /** q(z|x) of each row. */
    public Encoding encode(float[]... rows) {
        return encode(FloatRows.of(rows));
    }

    private static Map<Input, Rows> inputs(Rows rows, Rows condition) {
        return condition == null ? Map.of(Input.X, rows) : Map.of(Input.X, rows, Input.CONDITION, condition);
    }

    /**
     * {@code E[x|z]} of each z.
     *
     * @param latents {@code [rows][latent]}, finite
     * @return {@code [rows][features]}
     */
    public float[][] decode(float[]... latents) {
        return decode(latents, null);
    }

    /**
     * {@code E[x|z, c]} of each z.
     *
     * @param latents {@code [rows][latent]}, finite
     * @param condition c for each; null if the model takes none
     * @return {@code [rows][features]}
     */
    public float[][] decode(float[][] latents, Rows condition) {
        return generation.decode(latents, condition);
    }

    /**
     * A draw of p(x|z, c) for each z: with the noise that the likelihood has, where {@link #decode(float[][], Rows)} gives the mean.
     *
     * @param latents {@code [rows][latent]}, finite
     * @param condition c for each; null if the model takes none
     * @return {@code [rows][features]}
     */
    public float[][] draw(float[][] latents, Rows condition, long seed) {
        return generation.draw(latents, condition, seed);
    }

    /** {@code E[x|z]} at the mean of q(z|x), for each row. */
    public float[][] reconstruct(Rows rows) {
        return decode(encode(rows).mean(), Examples.of(rows).condition());
    }

    /** n draws of z from the prior, the first of them the same for any n. */
    public float[][] sampleLatents(int n, long seed) {
        return generation.sampleLatents(n, seed);
    }

    /** {@code E[x|z]} of n draws of z from the prior. */
    public float[][] sample(int n, long seed) {
        return decode(sampleLatents(n, seed));
    }

    /** {@code E[x|z, c]} of a draw of z from the prior for each condition. */
    public float[][] sample(Rows condition, long seed) {
        return decode(sampleLatents(condition.count(), seed), condition);
    }

    /**
     * {@code E[x|z]} over a square grid of a 2-D latent: coordinates are the prior's quantiles at
     * {@code (i + 1/2) / side}, so that each cell has the same probability.
     *
     * @return row by row, the second latent falling from the top, the first rising from the left
     * @throws DataException if the latent is not 2-D
     */
    public float[][] grid(int side) {
        return generation.grid(side, null);
    }

    /**
     * {@code E[x|z, c]} over the same grid.
     *
     * @param condition one row, c of all cells; null if the model takes none
     */
    public float[][] grid(int side, Rows condition) {
        return generation.grid(side, condition);
    }

    /**
     * {@code E[x|z]} along the straight line between two latents, ends included.
     *
     * @param steps at least 2
     */
    public float[][] interpolate(float[] from, float[] to, int steps) {
        return generation.interpolate(from, to, null, steps);
    }

    /**
     * {@code E[x|z, c]} along the straight line between two pairs of latents and condition, ends included.
     *
     * @param ends two rows, c at both ends; null if the model takes none
     * @param steps at least 2
     */
    public float[][] interpolate(float[] from, float[] to, Rows ends, int steps) {
        return generation.interpolate(from, to, ends, steps);
    }

    /** How well this model fits rows. */
    public Evaluation evaluate(Rows rows, EvaluationOptions options) {
        Examples examples = Examples.of(rows);
        RowChecks.examples(spec, examples);
        Corruption corruption = provenance.corruption().orElse(null);
        return evaluator.evaluate(examples, binarization(options), corruption, options.samples(), options.seed());
    }

    /**
     * An estimate of ln p(x), the mean over rows, with the prior.
     *
     * @param options with at least 1 sample a row
     * @throws DataException if the posterior is a point
     */
    public LogLikelihood logLikelihood(Rows rows, EvaluationOptions options) {
        return logLikelihood(rows, null, options);
    }

    /**
     * The same with another density in the place of p(z), under which codes are drawn when it samples the model.
     *
     * @param prior null for the prior itself
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
