package io.elbo.image.score;

import io.elbo.LinearTruth;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.layer.Dense;
import io.elbo.model.Gaussian;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.Random;

/**
 * The model {@code x = W z + b + noise of variance c} with orthogonal columns of W, for which p(x) and p(z|x) are known. Along column j
 * the data have the variance {@code s_j + c} with {@code s_j = |W_j|^2}, and {@code p(z_j|x) = N(v_j W_j (x - b) / c, v_j)} with
 * {@code v_j = c / (c + s_j)}.
 */
final class LinearModel {
    static final int N = 4;
    static final int D = 2;
    private static final double C = 0.25;
    private static final VaeSpec SPEC = new VaeSpec(List.of(N), List.of(), D, List.of(new Dense(N)), new Gaussian(C));
    /** Orthogonal columns of lengths 2 and 0.8 sqrt 2. */
    private static final double[][] W = {{1, 0.8}, {1, 0}, {1, -0.8}, {-1, 0}};

    private static final double[] B = {0.5, -1, 2, 0};

    private LinearModel() {}

    private static double square(int j) {
        double sum = 0;
        for (double[] row : W) {
            sum += row[j] * row[j];
        }
        return sum;
    }

    /** A model whose q has wrong means, by some standard deviations of the true posterior, and wrong deviations, by a factor. */
    static Vae model(double off, double factor) {
        return LinearTruth.model(SPEC, W, B, C, off, factor);
    }

    /** {@code KL(q(z|x) || p(z|x))} of {@link #model}, the same for each row. */
    static double gap(double off, double factor) {
        return D * 0.5 * (factor * factor + off * off - 1 - 2 * Math.log(factor));
    }

    static double logDensity(float[] x) {
        double rest = 0;
        for (int i = 0; i < N; i++) {
            rest += (x[i] - B[i]) * (x[i] - B[i]);
        }
        double sum = N * Math.log(2 * Math.PI) + (N - D) * Math.log(C);
        for (int j = 0; j < D; j++) {
            double along = 0;
            for (int i = 0; i < N; i++) {
                along += (x[i] - B[i]) * W[i][j];
            }
            double squared = along * along / square(j);
            rest -= squared;
            sum += Math.log(C + square(j)) + squared / (C + square(j));
        }
        return -0.5 * (sum + rest / C);
    }

    static float[][] draw(int count, Random random) {
        float[][] rows = new float[count][N];
        for (float[] row : rows) {
            double[] z = {random.nextGaussian(), random.nextGaussian()};
            for (int i = 0; i < N; i++) {
                row[i] = (float) (B[i] + W[i][0] * z[0] + W[i][1] * z[1] + Math.sqrt(C) * random.nextGaussian());
            }
        }
        return rows;
    }

    static FloatRows rows(int count, long seed) {
        return FloatRows.of(draw(count, new Random(seed)));
    }
}
