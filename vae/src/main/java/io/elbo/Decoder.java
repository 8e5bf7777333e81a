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
 * The decoder p(x|z) and the prior p(z) of a trained model, which is all that generation needs. Immutable and thread-safe. It gives the same
 * bits as its {@link Vae}, except for samples of a VampPrior, whose scales are rounded.
 */
public final class Decoder {
    private final VaeSpec spec;
    private final Parameters parameters;
    private final Provenance provenance;
    private final Generation generation;

    /** @param parameters the parameters of the decoder */
    Decoder(VaeSpec spec, Parameters parameters, Provenance provenance) {
        this.spec = spec;
        this.parameters = parameters;
        this.provenance = provenance;
        generation = new Generation(new Networks(spec, parameters));
    }

    /** @param all the parameters of the whole model */
    static Decoder of(VaeSpec spec, Parameters all, Provenance provenance) {
        Generative generative = Generative.of(spec, all);
        return new Decoder(generative.spec(), generative.parameters(), provenance);
    }

    /**
     * Reads the file of a decoder, or the decoder from the file of a model.
     *
     * @throws DataException if the file is not valid, naming the file and the fault
     */
    public static Decoder load(Path file) {
        ModelFile.Contents contents = ModelFile.readAny(file);
        return contents.decoderOnly()
                ? new Decoder(contents.spec(), contents.parameters(), contents.provenance())
                : of(contents.spec(), contents.parameters(), contents.provenance());
    }

    /**
     * Writes the decoder as a safetensors file, atomically.
     *
     * @throws DataException if it cannot be written
     */
    public void save(Path file) {
        ModelFile.writeDecoder(file, spec, provenance, parameters);
    }

    /** Returns the spec of the model of this decoder. */
    public VaeSpec spec() {
        return spec;
    }

    /** Returns the provenance. */
    public Provenance provenance() {
        return provenance;
    }

    /** Returns the dimension of z. */
    public int latent() {
        return spec.latent();
    }

    /** Returns the classes that it can generate; empty if its condition is not a label. */
    public Optional<Classes> classes() {
        return Classes.of(spec, provenance);
    }

    /** Returns the definition, size and provenance. */
    public Description description() {
        return new Description(spec, provenance, parameters.size(), parameters.digest(), true);
    }

    /** Returns the names of the weights, as in the file. */
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
