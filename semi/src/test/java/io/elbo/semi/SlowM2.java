package io.elbo.semi;

import io.elbo.engine.execution.Parameters;
import io.elbo.model.Bernoulli;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The formulas of {@link M2} one by one, in double precision, one row, one class and one number at a time; with tanh. What
 * the engine's program is compared with.
 */
final class SlowM2 {
    private final M2Spec spec;
    private final Map<String, double[]> weights = new HashMap<>();

    SlowM2(M2Spec spec, Parameters parameters) {
        this.spec = spec;
        for (String name : parameters.names()) {
            float[] values = parameters.get(name);
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
            }
            weights.put(name, copy);
        }
    }

    double[] weight(String name) {
        return weights.get(name);
    }

    private double[] affine(String name, double[] x) {
        double[] w = weights.get(name + ".weight");
        double[] b = weights.get(name + ".bias");
        double[] y = b.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += w[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    private double[] affine(String name, double[] x, int label) {
        double[] y = affine(name, x);
        double[] v = weights.get(name + ".label.weight");
        for (int i = 0; i < y.length; i++) {
            y[i] += v[i * spec.classes() + label];
        }
        return y;
    }

    private static double[] tanh(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.tanh(x[i]);
        }
        return y;
    }

    double[] classify(double[] x) {
        double[] h = x;
        int layers = spec.networks().hidden().size();
        for (int i = 0; i < layers; i++) {
            h = tanh(affine("classifier." + i, h));
        }
        double[] logits = affine("classifier." + layers, h);
        double sum = 0;
        for (double l : logits) {
            sum += Math.exp(l);
        }
        double[] q = new double[logits.length];
        for (int c = 0; c < q.length; c++) {
            q[c] = Math.exp(logits[c]) / sum;
        }
        return q;
    }

    /** Means, then log variances, of q(z|x,y). */
    List<double[]> style(double[] x, int label) {
        double[] h = tanh(affine("encoder.0", x, label));
        for (int i = 1; i < spec.networks().hidden().size(); i++) {
            h = tanh(affine("encoder." + i, h));
        }
        double[] logVariance = affine("log_variance", h);
        for (int i = 0; i < logVariance.length; i++) {
            logVariance[i] = 15 * Math.tanh(logVariance[i] / 15);
        }
        return List.of(affine("mean", h), logVariance);
    }

    /** {@code ln p(x|y,z)}, Bernoulli, or Gaussian with mean and log variance from the decoder. */
    double logLikelihood(double[] x, int label, double[] z) {
        double[] h = tanh(affine("decoder.0", z, label));
        int layers = spec.networks().hidden().size();
        for (int i = 1; i < layers; i++) {
            h = tanh(affine("decoder." + i, h));
        }
        double[] out = affine("decoder." + layers, h);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            if (spec.likelihood() instanceof Bernoulli) {
                sum += x[i] * out[i] - Math.log1p(Math.exp(out[i]));
            } else {
                double v = 15 * Math.tanh(out[x.length + i] / 15);
                sum -= 0.5 * (Math.log(2 * Math.PI) + v + (x[i] - out[i]) * (x[i] - out[i]) / Math.exp(v));
            }
        }
        return sum;
    }

    /** {@code -L(x, y)} with {@code z = mean + e^(v/2) noise}. */
    double labelledBound(double[] x, int label, float[] noise, int at) {
        List<double[]> q = style(x, label);
        double[] z = new double[spec.networks().latent()];
        double kl = 0;
        for (int i = 0; i < z.length; i++) {
            double m = q.get(0)[i];
            double v = q.get(1)[i];
            z[i] = m + Math.exp(v / 2) * noise[at + i];
            kl += 0.5 * (m * m + Math.exp(v) - 1 - v);
        }
        return logLikelihood(x, label, z) - kl - Math.log(spec.classes());
    }

    /** {@code -U(x)}. */
    double unlabelledBound(double[] x, float[] noise) {
        double[] q = classify(x);
        double sum = 0;
        for (int c = 0; c < q.length; c++) {
            double bound = labelledBound(x, c, noise, c * spec.networks().latent());
            sum += q[c] * (bound - Math.log(q[c]));
        }
        return sum;
    }
}
