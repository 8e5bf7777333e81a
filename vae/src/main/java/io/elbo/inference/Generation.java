package io.elbo.inference;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.Shape;
import io.elbo.math.CounterRandom;
import io.elbo.math.NormalQuantile;
import io.elbo.model.RowDistribution;
import io.elbo.parallel.Threads;
import io.elbo.program.Input;
import io.elbo.rows.RowChecks;
import io.elbo.spec.VaeSpec;
import java.util.Map;

/** What a model computes without its encoder: draws of z, {@code E[x|z, c]}, and draws of x. Thread-safe. */
public final class Generation {
    private static final int MOST_SIDE = 1000;

    private final VaeSpec spec;
    private final Networks networks;

    /** @param networks with the decoder and the prior */
    public Generation(Networks networks) {
        spec = networks.spec();
        this.networks = networks;
    }

    /** @param condition c of each row; null if the model has no condition */
    public float[][] decode(float[][] latents, Rows condition) {
        Rows rows = checked(latents, condition);
        return networks.decode().run(inputs(rows, condition))[0];
    }

    private static Map<Input, Rows> inputs(Rows latents, Rows condition) {
        return condition == null ? Map.of(Input.Z, latents) : Map.of(Input.Z, latents, Input.CONDITION, condition);
    }

    /**
     * Draws from p(x|z, c) for each z. The draw of a row does not depend on the other rows.
     *
     * @param condition c of each row; null if the model has no condition
     */
    public float[][] draw(float[][] latents, Rows condition, long seed) {
        Rows rows = checked(latents, condition);
        float[][] outputs = networks.output().run(inputs(rows, condition))[0];
        Shape data = new Shape(spec.data());
        CounterRandom random = CounterRandom.of(seed, "p(x|z)");
        float[][] draws = new float[outputs.length][data.size()];
        Threads.each(draws.length, row -> {
            RowDistribution p = spec.likelihood()
                    .at(outputs[row], data, name -> networks.parameters().get("likelihood." + name));
            float[] numbers = new float[2];
            p.sample(
                    i -> {
                        random.uniform(0, row, 4 * i, numbers, 0, 2);
                        // numbers are multiples of 2^-23; the second one fills the gap between them
                        return numbers[0] + (numbers[1] - 0.5) * 0x1p-23;
                    },
                    draws[row],
                    0);
        });
        return draws;
    }

    private Rows checked(float[][] latents, Rows condition) {
        Rows rows = FloatRows.of(latents);
        checkLatents(rows);
        RowChecks.condition(spec, condition);
        if (condition != null && condition.count() != rows.count()) {
            throw new DataException(condition.count() + " conditions for " + rows.count() + " latents");
        }
        return rows;
    }

    private void checkLatents(Rows rows) {
        if (rows.width() != spec.latent()) {
            throw new DataException(
                    "latents have " + rows.width() + " numbers a row; this model has " + spec.latent() + " latents");
        }
    }

    public float[][] sampleLatents(int n, long seed) {
        if (n < 1) {
            throw new IllegalArgumentException("samples " + n + ": must be at least 1");
        }
        return PriorDraws.of(spec, networks.parameters(), n, seed);
    }

    /** @param condition one row, c of all cells; null if the model has no condition */
    public float[][] grid(int side, Rows condition) {
        if (spec.latent() != 2) {
            throw new DataException("a grid needs a model with 2 latents; this one has " + spec.latent());
        }
        if (side < 1 || side > MOST_SIDE) {
            throw new IllegalArgumentException("side " + side + ": must be 1 to " + MOST_SIDE);
        }
        float[][] latents = new float[side * side][];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                float first = (float) NormalQuantile.of((column + 0.5) / side);
                float second = (float) NormalQuantile.of((side - row - 0.5) / side);
                latents[row * side + column] = new float[] {first, second};
            }
        }
        return decode(latents, repeated(condition, latents.length));
    }

    private static Rows repeated(Rows condition, int n) {
        if (condition == null) {
            return null;
        }
        if (condition.count() != 1) {
            throw new DataException(condition.count() + " conditions for a grid; one is needed");
        }
        return condition.select(new int[n]);
    }

    /** @param ends two rows, c at both ends; null if the model has no condition */
    public float[][] interpolate(float[] from, float[] to, Rows ends, int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException("steps " + steps + ": must be at least 2");
        }
        checkLatents(FloatRows.of(new float[][] {from}));
        checkLatents(FloatRows.of(new float[][] {to}));
        float[][] latents = between(from, to, steps);
        if (ends == null) {
            return decode(latents, null);
        }
        if (ends.count() != 2) {
            throw new DataException(ends.count() + " conditions for an interpolation; one for each end is needed");
        }
        float[][] conditions = new float[2][ends.width()];
        ends.read(0, conditions[0], 0);
        ends.read(1, conditions[1], 0);
        return decode(latents, FloatRows.of(between(conditions[0], conditions[1], steps)));
    }

    private static float[][] between(float[] from, float[] to, int steps) {
        float[][] line = new float[steps][from.length];
        for (int i = 0; i < steps; i++) {
            float t = (float) i / (steps - 1);
            for (int j = 0; j < from.length; j++) {
                line[i][j] = from[j] * (1 - t) + to[j] * t;
            }
        }
        return line;
    }
}
