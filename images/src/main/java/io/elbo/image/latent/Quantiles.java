package io.elbo.image.latent;

import io.elbo.Vae;
import io.elbo.evaluation.Encoding;
import io.elbo.math.NormalQuantile;
import io.elbo.parallel.Threads;
import java.util.Arrays;

/** Computes quantiles of the distribution of each latent at {@code (i + 1/2) / steps}, so that each step has the same probability. */
final class Quantiles {
    private static final int DRAWS = 10_000;
    /** The most rows of the aggregate posterior to use. More would not change a picture visibly. */
    private static final int MOST_ROWS = 2000;

    private static final double TOLERANCE = 1e-6;

    private Quantiles() {}

    /** Returns quantiles of the prior, {@code [latent][steps]}, from draws if the prior is not standard normal. */
    static double[][] ofPrior(Vae vae, int steps) {
        int latent = vae.spec().latent();
        double[][] quantiles = new double[latent][];
        if (vae.spec().prior().standard()) {
            double[] normal = new double[steps];
            Arrays.setAll(normal, i -> NormalQuantile.of((i + 0.5) / steps));
            Arrays.fill(quantiles, normal);
            return quantiles;
        }
        float[][] draws = vae.sampleLatents(DRAWS, 1);
        Arrays.setAll(quantiles, j -> empirical(draws, j, steps));
        return quantiles;
    }

    /** Returns quantiles of the aggregate posterior {@code 1/n sum_i q(z|x_i)}, {@code [latent][steps]}. */
    static double[][] ofAggregate(Encoding q, int steps) {
        float[][] means = q.random() ? null : q.mean();
        return Threads.array(
                q.latent(), j -> means == null ? mixture(q, j, steps) : empirical(means, j, steps), double[][]::new);
    }

    private static double[] empirical(float[][] rows, int j, int steps) {
        double[] values = new double[rows.length];
        Arrays.setAll(values, i -> rows[i][j]);
        Arrays.sort(values);
        double[] quantiles = new double[steps];
        Arrays.setAll(quantiles, i -> values[(int) ((i + 0.5) / steps * values.length)]);
        return quantiles;
    }

    /** Computes quantiles by bisection of the mixture's distribution function. */
    private static double[] mixture(Encoding q, int j, int steps) {
        int n = Math.min(MOST_ROWS, q.rows());
        double[] means = new double[n];
        double[] deviations = new double[n];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            means[i] = q.mean(i, j);
            deviations[i] = StrictMath.exp(q.logVariance(i, j) / 2.0);
            least = Math.min(least, means[i] - NormalQuantile.MOST * deviations[i]);
            most = Math.max(most, means[i] + NormalQuantile.MOST * deviations[i]);
        }
        double[] quantiles = new double[steps];
        for (int k = 0; k < steps; k++) {
            double low = k == 0 ? least : quantiles[k - 1];
            double high = most;
            while (high - low > TOLERANCE * (most - least)) {
                double middle = (low + high) / 2;
                double below = 0;
                for (int i = 0; i < n; i++) {
                    below += NormalQuantile.probability((middle - means[i]) / deviations[i]);
                }
                if (below / n < (k + 0.5) / steps) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            quantiles[k] = (low + high) / 2;
        }
        return quantiles;
    }
}
