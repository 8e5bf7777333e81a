package io.elbo.image.latent;

import java.util.stream.IntStream;

/** Sums and differences of latents. */
public final class Arithmetic {
    private Arithmetic() {}

    /** {@code a - b + c}: c with what a has and b has not. */
    public static float[] analogy(float[] a, float[] b, float[] c) {
        return analogy(new float[][] {a}, new float[][] {b}, new float[][] {c});
    }

    /**
     * {@code mean(a) - mean(b) + mean(c)}. Means of several examples of the same kind leave out what one of them has alone
     * (Radford, Metz and Chintala 2016, who take three).
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

    /** The mean of latents, at least one. */
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
