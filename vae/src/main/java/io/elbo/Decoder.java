package io.elbo;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.inference.Generation;
import io.elbo.inference.Generative;
import io.elbo.inference.Networks;
import io.elbo.rows.Classes;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * p(x|z) and p(z) of a trained model, without its encoder: all that generating takes. Immutable; any number of threads may
 * use one at once. Gives the same bits as the {@link Vae} that it is of, but for samples of a VampPrior, whose scales are rounded.
 */
public final class Decoder {
    private final VaeSpec spec;
    private final Parameters parameters;
    private final Provenance provenance;
    private final Generation generation;

    /** @param parameters of the decoder alone */
    Decoder(VaeSpec spec, Parameters parameters, Provenance provenance) {
        this.spec = spec;
        this.parameters = parameters;
        this.provenance = provenance;
        generation = new Generation(new Networks(spec, parameters));
    }

    /** @param all of the whole model's parameters */
    static Decoder of(VaeSpec spec, Parameters all, Provenance provenance) {
        Generative generative = Generative.of(spec, all);
        return new Decoder(generative.spec(), generative.parameters(), provenance);
    }

    /**
     * Reads the file of a decoder, or the decoder of a whole model.
     *
     * @throws DataException naming the file and what is not right in it
     */
    public static Decoder load(Path file) {
        ModelFile.Contents contents = ModelFile.readAny(file);
        return contents.decoderOnly()
                ? new Decoder(contents.spec(), contents.parameters(), contents.provenance())
                : of(contents.spec(), contents.parameters(), contents.provenance());
    }

    /**
     * Writes the decoder as a safetensors file, whole or not at all.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        ModelFile.writeDecoder(file, spec, provenance, parameters);
    }

    /** What the model is that this is the decoder of. */
    public VaeSpec spec() {
        return spec;
    }

    /** Where it comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** The dimension of z. */
    public int latent() {
        return spec.latent();
    }

    /** The classes that it makes images of; empty if its condition is no label. */
    public Optional<Classes> classes() {
        return Classes.of(spec, provenance);
    }

    /** What this is, how large, and where it comes from. */
    public Description description() {
        return new Description(spec, provenance, parameters.size(), parameters.digest(), true);
    }

    /** The names of the weights, as in the file. */
    public Set<String> weightNames() {
        return parameters.names();
    }

    /** As {@link Vae#decode(float[]...)}. */
    public float[][] decode(float[]... latents) {
        return generation.decode(latents, null);
    }

    /** As {@link Vae#decode(float[][], Rows)}. */
    public float[][] decode(float[][] latents, Rows condition) {
        return generation.decode(latents, condition);
    }

    /** As {@link Vae#draw}. */
    public float[][] draw(float[][] latents, Rows condition, long seed) {
        return generation.draw(latents, condition, seed);
    }

    /** As {@link Vae#sampleLatents}. */
    public float[][] sampleLatents(int n, long seed) {
        return generation.sampleLatents(n, seed);
    }

    /** As {@link Vae#sample(int, long)}. */
    public float[][] sample(int n, long seed) {
        return decode(sampleLatents(n, seed));
    }

    /** As {@link Vae#sample(Rows, long)}. */
    public float[][] sample(Rows condition, long seed) {
        return decode(sampleLatents(condition.count(), seed), condition);
    }

    /** As {@link Vae#grid(int, Rows)}. */
    public float[][] grid(int side, Rows condition) {
        return generation.grid(side, condition);
    }
}
