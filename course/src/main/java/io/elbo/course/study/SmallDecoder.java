package io.elbo.course.study;

import io.elbo.Vae;
import io.elbo.layer.Activation;
import io.elbo.layer.Dense;
import io.elbo.layer.Layer;
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
        double[] learned = learnedVariances(model);
        if (spec.likelihood().binary()) {
            variance = Double.NaN;
        } else if (spec.likelihood().fixedVariance().isPresent()) {
            variance = spec.likelihood().fixedVariance().getAsDouble();
        } else if (learned.length == 1) {
            variance = learned[0];
        } else {
            throw new IllegalArgumentException(
                    "likelihood: must be bernoulli, gaussian, or learned_gaussian with a shared scale, for a quadrature");
        }
    }

    /** Returns the variances that a Gaussian likelihood has learned for all rows alike; none if there are none. */
    static double[] learnedVariances(Vae model) {
        return model.spec()
                .likelihood()
                .learnedVariances(name -> model.weight("likelihood." + name))
                .orElse(new double[0]);
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
