package io.elbo.statistics.baseline;

import io.elbo.math.Cholesky;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;
import java.util.function.UnaryOperator;

/**
 * Expectation maximization of linear Gaussian models (Rubin and Thayer 1982; Tipping and Bishop 1999, appendix B). If A is the
 * covariance of the rows and B = {@code regression()}, then {@code W = A B^T (S + B A B^T)^-1}. The noise is the diagonal of
 * {@code A - W B A}, which a model may tie or bound.
 */
final class LinearGaussianEm {
    private final RowMatrix x;
    private final Scaling centring;
    private final double[] variances;
    /** The covariance of the rows if it is smaller than the rows, otherwise null. */
    private final double[][] covariance;

    LinearGaussianEm(RowMatrix x) {
        this.x = x;
        centring = Scaling.centring(x);
        variances = x.variances(centring.mean());
        covariance = x.width() <= x.count() ? SecondMoments.covariance(x, centring) : null;
    }

    double[] mean() {
        return centring.mean();
    }

    double[] variances() {
        return variances;
    }

    record Result(LinearGaussian model, double logLikelihood, int iterations, boolean converged) {}

    /** Iterates. {@code tie} maps the unconstrained maximum to the noise of the model. */
    Result run(LinearGaussian start, UnaryOperator<double[]> tie, EmOptions options, EmListener listener) {
        LinearGaussian model = start;
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; ; iteration++) {
            double[][] regression = model.regression();
            double[][] regressed = times(regression);
            double logLikelihood = model.logLikelihood(variances, regressed);
            listener.iteration(iteration, logLikelihood);
            boolean converged = logLikelihood - before < options.tolerance();
            if (converged || iteration == options.iterations()) {
                return new Result(model, logLikelihood, iteration, converged);
            }
            before = logLikelihood;
            model = maximum(model, regression, regressed, tie);
        }
    }

    private LinearGaussian maximum(
            LinearGaussian model, double[][] regression, double[][] regressed, UnaryOperator<double[]> tie) {
        int latents = regression.length;
        double[][] moments = model.posteriorCovariance();
        for (int k = 0; k < latents; k++) {
            for (int l = 0; l < latents; l++) {
                moments[k][l] += Vectors.dot(regression[k], regressed[l]);
            }
        }
        Cholesky second = Cholesky.ofPositive(moments);
        double[][] weights = new double[latents][variances.length];
        double[] noise = new double[variances.length];
        double[] column = new double[latents];
        for (int j = 0; j < noise.length; j++) {
            for (int k = 0; k < latents; k++) {
                column[k] = regressed[k][j];
            }
            double[] weight = second.solve(column);
            for (int k = 0; k < latents; k++) {
                weights[k][j] = weight[k];
            }
            noise[j] = variances[j] - Vectors.dot(weight, column);
        }
        return LinearGaussian.ofTransposed(mean(), weights, tie.apply(noise));
    }

    /** Returns {@code B A}, [latents][features]. */
    private double[][] times(double[][] b) {
        double[][] product = new double[b.length][variances.length];
        if (covariance != null) {
            Threads.each(b.length, k -> {
                for (int j = 0; j < variances.length; j++) {
                    product[k][j] = Vectors.dot(covariance[j], b[k]);
                }
            });
            return product;
        }
        Threads.each(b.length, k -> {
            for (int row = 0; row < x.count(); row++) {
                double[] centred = centring.apply(x.row(row));
                Vectors.add(product[k], Vectors.dot(b[k], centred) / x.count(), centred);
            }
        });
        return product;
    }
}
