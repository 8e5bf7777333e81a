package io.elbo.inference;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.execution.Parameters;
import io.elbo.program.BoundProgram;
import io.elbo.program.DecodeProgram;
import io.elbo.program.EncodeProgram;
import io.elbo.program.Input;
import io.elbo.program.Pass;
import io.elbo.program.WeightProgram;
import io.elbo.rows.Examples;
import io.elbo.spec.VaeSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The networks of a model: its spec, its weights and its programs. Each program is built once, when it is first needed. The weights are never
 * changed. Thread-safe.
 */
public final class Networks {
    /** The number of draws that are decoded together. */
    private static final int DRAWS_TOGETHER = 512;

    private final VaeSpec spec;
    private final Parameters parameters;
    private final Supplier<Pass> encode;
    private final Supplier<Pass> decode;
    private final Supplier<Pass> output;
    private final Supplier<Pass> logDensities;
    private final Supplier<WeightProgram> weights;
    private final Map<Integer, Pass> weightsOfNoise = new ConcurrentHashMap<>();
    private final Map<Integer, Pass> weightedDraws = new ConcurrentHashMap<>();
    private final Supplier<BoundProgram> bound;

    /** @param parameters the parameters, not copied; with those of the decoder alone, programs that need the encoder fail */
    public Networks(VaeSpec spec, Parameters parameters) {
        this.spec = spec;
        this.parameters = parameters;
        encode = once(() -> new Pass(parameters, EncodeProgram.of(spec).outputs()));
        decode = once(() -> new Pass(parameters, List.of(DecodeProgram.mean(spec))));
        output = once(() -> new Pass(parameters, List.of(DecodeProgram.output(spec))));
        logDensities = once(() -> new Pass(parameters, List.of(DecodeProgram.logDensities(spec))));
        weights = once(() -> WeightProgram.of(spec));
        bound = once(() -> BoundProgram.of(spec));
    }

    private static <T> Supplier<T> once(Supplier<T> make) {
        return new Supplier<>() {
            private volatile T made;

            @Override
            public T get() {
                T known = made;
                if (known == null) {
                    synchronized (this) {
                        known = made;
                        if (known == null) {
                            known = make.get();
                            made = known;
                        }
                    }
                }
                return known;
            }
        };
    }

    public VaeSpec spec() {
        return spec;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** Returns the program from rows (and conditions) to the mean and, unless q is a point, the log variance of q(z|x). */
    public Pass encode() {
        return encode.get();
    }

    /** Returns the program from latents (and conditions) to {@code E[x|z]}. */
    public Pass decode() {
        return decode.get();
    }

    /** Returns the program from latents (and conditions) to the decoder's output. */
    public Pass output() {
        return output.get();
    }

    /** Returns the program from latents and targets (and conditions) to {@code ln p(x_i|z)}. */
    public Pass logDensities() {
        return logDensities.get();
    }

    WeightProgram weights() {
        return weights.get();
    }

    /** Returns the program from rows and noise {@code [samples, latent]} (and conditions) to {@code [samples]} log importance weights. */
    Pass weightsOfNoise(int samples) {
        return weightsOfNoise.computeIfAbsent(
                samples,
                n -> new Pass(
                        parameters,
                        List.of(WeightProgram.ofNoise(spec, n).logWeight().joinDraws())));
    }

    /**
     * Draws {@code z_k = mean + deviation * noise_k} for each row, decodes it and computes its importance weight.
     *
     * @param rows rows as the networks take them; they are neither binarized nor corrupted
     * @param noise standard normal numbers, {@code [row][draws * latent]}
     * @param draws of each row, at least 1. Each number has a program that is kept
     */
    public WeightedDraws weightedDraws(Examples rows, float[][] noise, int draws) {
        Pass pass = weightedDraws.computeIfAbsent(draws, n -> {
            WeightProgram program = WeightProgram.ofNoise(spec, n);
            return new Pass(
                    parameters,
                    List.of(program.output().joinDraws(), program.logWeight().joinDraws()),
                    Math.max(1, DRAWS_TOGETHER / n));
        });
        Map<Input, Rows> inputs = new EnumMap<>(Input.class);
        inputs.put(Input.X, rows.seen());
        inputs.put(Input.TARGET, rows.target());
        inputs.put(Input.NOISE, FloatRows.of(noise));
        float[][][] results = pass.run(inputs);
        return new WeightedDraws(results[0], results[1]);
    }

    /** @throws io.elbo.data.DataException if the prior's density is only known in training */
    BoundProgram bound() {
        return bound.get();
    }
}
