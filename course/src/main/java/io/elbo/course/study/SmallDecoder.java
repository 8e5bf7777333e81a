package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.layer.Layer;
import io.elbo.model.Bernoulli;
import io.elbo.model.DiagonalGaussian;
import io.elbo.model.Gaussian;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes p(x|z) of a small model in double precision, for integrals over z. This class, not the engine, evaluates the decoder, which
 * must consist of dense layers and smooth activations.
 */
final class SmallDecoder {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private interface Step {
        double[] apply(double[] x);
    }

    private final List<Step> steps = new ArrayList<>();
    /** The variance of a Gaussian likelihood; NaN for a Bernoulli likelihood. */
    private final double variance;

    /** @throws IllegalArgumentException if the model is not supported */
    SmallDecoder(Vae model) {
        VaeSpec spec = model.spec();
        if (spec.condition() != null) {
            throw new IllegalArgumentException("condition " + spec.condition() + ": must be none for a quadrature");
        }
        for (int i = 0; i < spec.decoder().size(); i++) {
            steps.add(step(model, i, spec.decoder().get(i)));
        }
        if (spec.likelihood() instanceof Bernoulli) {
            variance = Double.NaN;
        } else if (spec.likelihood() instanceof Gaussian gaussian) {
            variance = gaussian.variance();
        } else if (spec.likelihood() instanceof LearnedGaussian learned && learned.scale() == LearnedScale.SHARED) {
            variance = sharedVariance(model);
        } else {
            throw new IllegalArgumentException(
                    "likelihood: must be bernoulli, gaussian, or learned_gaussian with a shared scale, for a quadrature");
        }
    }

    /** Returns the variance that a {@link LearnedGaussian} with {@link LearnedScale#SHARED} has learned. */
    static double sharedVariance(Vae model) {
        return learnedVariance(model.weight("likelihood.log_variance")[0]);
    }

    /** Returns {@code e^(15 tanh(v/15))}, which bounds the log variance. */
    static double learnedVariance(float raw) {
        return StrictMath.exp(DiagonalGaussian.BOUND * StrictMath.tanh(raw / (double) DiagonalGaussian.BOUND));
    }

    private static Step step(Vae model, int i, Layer layer) {
        if (layer instanceof Dense dense) {
            return affine(
                    model.weight("decoder." + i + ".weight"), model.weight("decoder." + i + ".bias"), dense.units());
        }
        if (layer instanceof Activation activation) {
            return elementwise(activation.function());
        }
        throw new IllegalArgumentException(
                "decoder[" + i + "]: must be a dense layer or an activation, for a quadrature");
    }

    private static Step affine(float[] weight, float[] bias, int units) {
        return x -> {
            double[] y = new double[units];
            for (int j = 0; j < units; j++) {
                y[j] = bias[j];
                for (int k = 0; k < x.length; k++) {
                    y[j] += x[k] * weight[j * x.length + k];
                }
            }
            return y;
        };
    }

    private static Step elementwise(Activation.Function function) {
        return switch (function) {
            case TANH -> x -> map(x, StrictMath::tanh);
            case SIGMOID -> x -> map(x, v -> 1 / (1 + StrictMath.exp(-v)));
            case SOFTPLUS -> x -> map(x, SmallDecoder::softplus);
            case SILU -> x -> map(x, v -> v / (1 + StrictMath.exp(-v)));
            default ->
                throw new IllegalArgumentException("activation " + function
                        + ": must be tanh, sigmoid, softplus or silu, which are smooth, for a quadrature");
        };
    }

    private static double[] map(double[] x, java.util.function.DoubleUnaryOperator f) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = f.applyAsDouble(x[i]);
        }
        return y;
    }

    private static double softplus(double v) {
        return Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v)));
    }

    /** Returns the decoder's output at z: means or logits. */
    double[] output(double... z) {
        double[] value = z;
        for (Step step : steps) {
            value = step.apply(value);
        }
        return value;
    }

    /** Returns {@code ln p(x|z)} for the decoder's output at z. */
    double logLikelihood(float[] x, double[] output) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(variance)) {
                sum += x[i] * output[i] - softplus(output[i]);
            } else {
                double error = x[i] - output[i];
                sum -= 0.5 * (LOG_TWO_PI + StrictMath.log(variance) + error * error / variance);
            }
        }
        return sum;
    }
}
