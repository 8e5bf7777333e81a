package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.layer.Dense;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.Gaussian;
import io.elbo.spec.VaeSpec;
import java.util.List;

/**
 * The smallest variational autoencoder. x and z are numbers, and all quantities have a closed form.
 *
 * <ul>
 *   <li>{@code p(z) = N(0, 1)};
 *   <li>{@code p(x|z) = N(g(z), s_x^2)} with {@code g(z) = c z + d};
 *   <li>{@code q(z|x) = N(f(x), s_z^2)} with {@code f(x) = a x + b} and {@code ln s_z^2 = 15 tanh(h/15)},
 *       {@code h = k x + l}.
 * </ul>
 *
 * <p>The derivation of the gradients is in docs/concepts/linear-gaussian.md.
 *
 * @param a weight of the mean of q
 * @param b bias of the mean of q
 * @param k weight of the log variance of q; 0 at the optimum because the posterior's variance is the same for all x
 * @param l bias of the log variance of q
 * @param c weight of the decoder
 * @param d bias of the decoder
 * @param variance s_x^2, which is fixed
 */
public record ScalarModel(double a, double b, double k, double l, double c, double d, double variance) {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);
    private static final double BOUND = DiagonalGaussian.BOUND;

    /** Returns this model as a spec of the library, with one affine map each as encoder and decoder. */
    public static VaeSpec spec(double variance) {
        return new VaeSpec(List.of(1), List.of(), 1, List.of(new Dense(1)), new Gaussian(variance));
    }

    /** Returns the weights of a model that has {@link #spec}. */
    public static ScalarModel of(Vae model) {
        double variance = model.spec().likelihood().fixedVariance().orElse(1);
        if (!model.spec().equals(spec(variance).withInitialization(model.spec().initialization()))) {
            throw new IllegalArgumentException("the model must have the spec of ScalarModel.spec");
        }
        return new ScalarModel(
                model.weight("mean.weight")[0],
                model.weight("mean.bias")[0],
                model.weight("log_variance.weight")[0],
                model.weight("log_variance.bias")[0],
                model.weight("decoder.0.weight")[0],
                model.weight("decoder.0.bias")[0],
                variance);
    }

    /**
     * Returns the model of maximum likelihood. Its {@code p(x) = N(d, c^2 + s_x^2)} has the mean and the variance of the data, and q is
     * the posterior, {@code p(z|x) = N(c (x - d) / (c^2 + s_x^2), s_x^2 / (c^2 + s_x^2))}. The model with the signs of a, b and c
     * reversed has the same likelihood.
     *
     * @param mean the mean of the data
     * @param spread the variance of the data, more than {@code variance}
     * @param variance s_x^2
     */
    public static ScalarModel optimum(double mean, double spread, double variance) {
        if (!(spread > variance)) {
            throw new IllegalArgumentException("variance " + variance + ": must be below the variance of the data, "
                    + spread + "; otherwise the decoder ignores z");
        }
        double c = Math.sqrt(spread - variance);
        double logVariance = StrictMath.log(variance / spread);
        // the inverse of 15 tanh(h/15)
        double t = logVariance / BOUND;
        double l = BOUND * 0.5 * StrictMath.log((1 + t) / (1 - t));
        return new ScalarModel(c / spread, -c * mean / spread, 0, l, c, mean, variance);
    }

    /** Returns {@code f(x)}. */
    public double mean(double x) {
        return a * x + b;
    }

    /** Returns {@code ln s_z^2} at x. */
    public double logVariance(double x) {
        return BOUND * StrictMath.tanh((k * x + l) / BOUND);
    }

    /**
     * Returns the loss with one draw {@code z = f(x) + s_z noise}: {@code -ln p(x|z) + KL(q(z|x) || p(z))}
     * {@code = 1/2 (ln(2 pi s_x^2) + (x - g(z))^2 / s_x^2) + 1/2 (f^2 + s_z^2 - 1 - ln s_z^2)}.
     */
    public double loss(double x, double noise) {
        double z = mean(x) + StrictMath.exp(logVariance(x) / 2) * noise;
        double error = x - c * z - d;
        return 0.5 * (LOG_TWO_PI + StrictMath.log(variance) + error * error / variance) + kl(x);
    }

    private double kl(double x) {
        double v = logVariance(x);
        return 0.5 * (mean(x) * mean(x) + StrictMath.expm1(v) - v);
    }

    /** Returns the partial derivatives of {@link #loss} by a, b, k, l, c and d, derived by hand; {@code variance} stays unchanged. */
    public ScalarModel gradient(double x, double noise) {
        double v = logVariance(x);
        double s = StrictMath.exp(v / 2);
        double z = mean(x) + s * noise;
        // -d ln p(x|z) / dg
        double byG = -(x - c * z - d) / variance;
        double byZ = byG * c;
        // z = f + s noise, and the divergence
        double byF = byZ + mean(x);
        double byV = byZ * s * noise / 2 + StrictMath.expm1(v) / 2;
        double byH = byV * (1 - (v / BOUND) * (v / BOUND));
        return new ScalarModel(byF * x, byF, byH * x, byH, byG * z, byG, variance);
    }

    /** Returns L(x) in closed form, without draws, from {@code E_q (x - g(z))^2 = (x - g(f))^2 + c^2 s_z^2}. */
    public double elbo(double x) {
        double error = x - c * mean(x) - d;
        double square = error * error + c * c * StrictMath.exp(logVariance(x));
        return -0.5 * (LOG_TWO_PI + StrictMath.log(variance) + square / variance) - kl(x);
    }

    /** Returns {@code ln p(x) = ln N(x; d, c^2 + s_x^2)}. */
    public double logLikelihood(double x) {
        double spread = c * c + variance;
        return -0.5 * (LOG_TWO_PI + StrictMath.log(spread) + (x - d) * (x - d) / spread);
    }

    /** Returns the weights in the order a, b, k, l, c, d. */
    public List<Double> weights() {
        return List.of(a, b, k, l, c, d);
    }
}
