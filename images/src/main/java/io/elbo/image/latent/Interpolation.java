package io.elbo.image.latent;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;

/** Interpolates between two latents. Both ends are included exactly. */
public final class Interpolation {
    /** Below this angle an arc and its chord are equal in single precision. */
    private static final double SMALL = 1e-8;

    private Interpolation() {}

    /**
     * Interpolates along the straight line {@code (1 - t) a + t b} with t from 0 to 1. Between two draws of a normal prior in many
     * dimensions, the line passes through lengths that are very unlikely under the prior: half-way, {@code 1 / sqrt 2} of the typical
     * length.
     *
     * @param steps at least 2
     * @return {@code [steps][latent]}
     */
    public static float[][] linear(float[] from, float[] to, int steps) {
        check(from, to, steps);
        float[][] latents = new float[steps][from.length];
        for (int i = 0; i < steps; i++) {
            float t = (float) i / (steps - 1);
            for (int j = 0; j < from.length; j++) {
                latents[i][j] = from[j] * (1 - t) + to[j] * t;
            }
        }
        return latents;
    }

    /**
     * Interpolates along the arc around the origin. The direction turns evenly, {@code (sin((1 - t) w) u + sin(t w) v) / sin w} with the
     * unit vectors u, v of both ends and the angle w between them (Shoemake 1985; for latents White 2016). The length changes linearly
     * from one end to the other, so ends of equal length are joined by latents of that length. An end at the origin has no direction and
     * takes that of the other end.
     *
     * @param steps at least 2
     * @return {@code [steps][latent]}
     * @throws DataException if the two point in opposite directions, because then there is no shortest arc
     */
    public static float[][] spherical(float[] from, float[] to, int steps) {
        check(from, to, steps);
        double fromLength = length(from);
        double toLength = length(to);
        double[] u = unit(from, fromLength);
        double[] v = unit(to, toLength);
        u = u == null ? v : u;
        v = v == null ? u : v;
        double angle = u == null ? 0 : angle(u, v);
        if (angle > Math.PI - SMALL) {
            throw new DataException("the two latents point in opposite directions, so there is no shortest arc between "
                    + "them; use the straight line");
        }
        if (angle < SMALL) {
            return linear(from, to, steps);
        }
        float[][] latents = new float[steps][from.length];
        latents[0] = from.clone();
        latents[steps - 1] = to.clone();
        for (int i = 1; i < steps - 1; i++) {
            double t = (double) i / (steps - 1);
            double length = fromLength * (1 - t) + toLength * t;
            double a = length * StrictMath.sin((1 - t) * angle) / StrictMath.sin(angle);
            double b = length * StrictMath.sin(t * angle) / StrictMath.sin(angle);
            for (int j = 0; j < from.length; j++) {
                latents[i][j] = (float) (a * u[j] + b * v[j]);
            }
        }
        return latents;
    }

    /**
     * Interpolates conditions along the straight line between those of the ends.
     *
     * @param ends two rows; null if the model takes no condition, and then the result is null
     */
    public static Rows conditions(Rows ends, int steps) {
        if (ends == null) {
            return null;
        }
        float[][] both = new float[2][ends.width()];
        ends.read(0, both[0], 0);
        ends.read(1, both[1], 0);
        return FloatRows.of(linear(both[0], both[1], steps));
    }

    /** Returns {@code 2 atan(|u - v| / |u + v|)}, which is accurate for small and large angles, where the arc cosine is not. */
    private static double angle(double[] u, double[] v) {
        double apart = 0;
        double together = 0;
        for (int j = 0; j < u.length; j++) {
            apart += (u[j] - v[j]) * (u[j] - v[j]);
            together += (u[j] + v[j]) * (u[j] + v[j]);
        }
        return 2 * StrictMath.atan2(Math.sqrt(apart), Math.sqrt(together));
    }

    private static double length(float[] z) {
        double squares = 0;
        for (float value : z) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static double[] unit(float[] z, double length) {
        if (length == 0) {
            return null;
        }
        double[] unit = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            unit[j] = z[j] / length;
        }
        return unit;
    }

    private static void check(float[] from, float[] to, int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException("steps " + steps + ": must be at least 2");
        }
        Latents.together(from, to);
    }
}
