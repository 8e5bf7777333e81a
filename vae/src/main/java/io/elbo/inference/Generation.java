package io.elbo.inference;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.execution.Parameters;
import io.elbo.math.NormalQuantile;
import io.elbo.program.Pass;
import io.elbo.program.Programs;
import io.elbo.rows.RowChecks;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Map;

/** What a model does without its encoder: draws of z, and {@code E[x|z, c]} of them. Safe for any number of threads. */
public final class Generation {
    private static final int MOST_SIDE = 1000;

    private final VaeSpec spec;
    private final Parameters parameters;
    private final Pass decode;

    /** @param parameters those of the decoder and the prior; others do no harm */
    public Generation(VaeSpec spec, Parameters parameters) {
        this.spec = spec;
        this.parameters = parameters;
        decode = new Pass(parameters, () -> List.of(Programs.decode(spec).mean()));
    }

    /** @param condition c for each; null if the model takes none */
    public float[][] decode(float[][] latents, Rows condition) {
        Rows rows = FloatRows.of(latents);
        checkLatents(rows);
        RowChecks.condition(spec, condition);
        if (condition != null && condition.count() != rows.count()) {
            throw new DataException(condition.count() + " conditions for " + rows.count() + " latents");
        }
        return decode.run(
                        condition == null
                                ? Map.of(Programs.Z, rows)
                                : Map.of(Programs.Z, rows, Programs.CONDITION, condition))[0];
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
        return PriorDraws.of(spec, parameters, n, seed);
    }

    /** @param condition one row, c of all cells; null if the model takes none */
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

    /** @param ends two rows, c at both ends; null if the model takes none */
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
