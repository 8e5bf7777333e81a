package io.elbo.studio;

import io.elbo.data.FloatRows;
import io.elbo.statistics.baseline.Pca;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plane through latent space. The point (u, v) is {@code origin + u basis[0] + v basis[1]}; a latent vector is projected onto the plane.
 *
 * @param basis two orthonormal rows; the second is zero if there is only one latent dimension
 */
record Plane(String axes, double[] origin, double[][] basis) {
    private static final String PCA = "pca";
    private static final Pattern PAIR = Pattern.compile("(\\d{1,6}),(\\d{1,6})");

    /** @param axes {@code pca}, two latent dimensions, or null for the default */
    static Plane of(String axes, float[][] latents) {
        int latent = latents[0].length;
        String wanted = axes != null ? axes : latent <= 2 ? latent == 1 ? "0,0" : "0,1" : PCA;
        if (wanted.equals(PCA)) {
            return latent < 2 || latents.length < 3 ? pair(PCA, 0, Math.min(1, latent - 1), latents) : pca(latents);
        }
        Matcher pair = PAIR.matcher(wanted);
        if (pair.matches()) {
            int i = Integer.parseInt(pair.group(1));
            int j = Integer.parseInt(pair.group(2));
            if (i < latent && j < latent && (i != j || latent == 1)) {
                return pair(wanted, i, j, latents);
            }
        }
        throw Problem.wrong("axes: must be pca or two different latents from 0 to " + (latent - 1) + ", such as 0,1");
    }

    private static Plane pca(float[][] latents) {
        Pca pca = Pca.fit(FloatRows.of(latents), 2);
        return new Plane(PCA, pca.mean(), pca.components());
    }

    private static Plane pair(String axes, int i, int j, float[][] latents) {
        int latent = latents[0].length;
        double[] origin = new double[latent];
        for (float[] z : latents) {
            for (int k = 0; k < latent; k++) {
                origin[k] += z[k] / latents.length;
            }
        }
        origin[i] = 0;
        origin[j] = 0;
        double[][] basis = new double[2][latent];
        basis[0][i] = 1;
        basis[1][j] = i == j ? 0 : 1;
        return new Plane(axes, origin, basis);
    }

    /** Returns the coordinate of a latent vector along one of the two axes. */
    float place(float[] z, int axis) {
        double sum = 0;
        for (int k = 0; k < z.length; k++) {
            sum += (z[k] - origin[k]) * basis[axis][k];
        }
        return (float) sum;
    }
}
