package io.elbo.image.latent;

import java.util.stream.IntStream;

/** Arithmetic on latents. */
public final class Arithmetic {
    private Arithmetic() {}

    /** Returns {@code a - b + c}, which adds to c what a has and b lacks. */
    public static float[] analogy(float[] a, float[] b, float[] c) {
        return analogy(new float[][] {a}, new float[][] {b}, new float[][] {c});
    }

    /**
     * Returns {@code mean(a) - mean(b) + mean(c)}. Averaging several examples of one kind removes the peculiarities of each (Radford, Metz
     * and Chintala 2016, who use three).
     *
     * @param a {@code [any][latent]}, at least one
     * @param b {@code [any][latent]}, at least one
     * @param c {@code [any][latent]}, at least one
     */
    public static float[] analogy(float[][] a, float[][] b, float[][] c) {
        double[] meanA = mean("a", a);
        double[] meanB = mean("b", b);
        double[] meanC = mean("c", c);
        Latents.together(a[0], b[0]);
        Latents.together(a[0], c[0]);
        float[] result = new float[meanA.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = (float) (meanA[j] - meanB[j] + meanC[j]);
        }
        return result;
    }

    /** Returns the mean of at least one latent. */
    public static float[] mean(float[][] latents) {
        double[] mean = mean("latents", latents);
        float[] result = new float[mean.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = (float) mean[j];
        }
        return result;
    }

    private static double[] mean(String what, float[][] latents) {
        Latents.rows(what, latents);
        return Latents.mean(latents, IntStream.range(0, latents.length).toArray());
    }
}
