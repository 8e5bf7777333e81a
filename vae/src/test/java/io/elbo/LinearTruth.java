package io.elbo;

import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.model.DiagonalGaussian;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;

/**
 * A model {@code x = W z + b + noise of variance c} with orthogonal columns of W, of which the posterior is known: {@code p(z_j|x) = N(v_j
 * W_j (x - b) / c, v_j)} with {@code v_j = c / (c + |W_j|^2)}.
 */
public final class LinearTruth {
    private LinearTruth() {}

    /**
     * The model with a q(z|x) that is the posterior, but for its means, which are off by some standard deviations of it, and its
     * deviations, which are off by a factor.
     *
     * @param spec without hidden layers, of a Gaussian likelihood of variance c
     * @param w {@code [features][latent]}
     */
    public static Vae model(VaeSpec spec, double[][] w, double[] b, double c, double off, double factor) {
        int n = w.length;
        int latent = w[0].length;
        double bound = DiagonalGaussian.BOUND;
        Training training = Training.defaults();
        Parameters parameters = ModelFile.initial(spec, training);
        float[] mean = new float[latent * n];
        float[] meanBias = new float[latent];
        float[] logVarianceBias = new float[latent];
        float[] decoder = new float[n * latent];
        float[] decoderBias = new float[n];
        for (int j = 0; j < latent; j++) {
            double square = 0;
            for (double[] row : w) {
                square += row[j] * row[j];
            }
            double v = c / (c + square);
            double bias = off * Math.sqrt(v);
            for (int i = 0; i < n; i++) {
                mean[j * n + i] = (float) (v * w[i][j] / c);
                bias -= v * w[i][j] / c * b[i];
                decoder[i * latent + j] = (float) w[i][j];
                decoderBias[i] = (float) b[i];
            }
            meanBias[j] = (float) bias;
            double t = Math.log(v * factor * factor) / bound;
            logVarianceBias[j] = (float) (bound * 0.5 * Math.log((1 + t) / (1 - t)));
        }
        parameters.set("mean.weight", mean);
        parameters.set("mean.bias", meanBias);
        parameters.set("log_variance.weight", new float[latent * n]);
        parameters.set("log_variance.bias", logVarianceBias);
        parameters.set("decoder.0.weight", decoder);
        parameters.set("decoder.0.bias", decoderBias);
        return Tiny.model(spec, parameters, training);
    }
}
