package io.elbo.image.generation;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import io.elbo.layer.Activation;
import io.elbo.math.CounterRandom;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.MixturePrior;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Draws z from a second VAE that is trained on draws of the aggregate posterior: u from N(0, I), z from p(z|u) (Dai and Wipf 2019,
 * "Diagnosing and Enhancing VAE Models"). u has as many dimensions as z, so the second stage's own aggregate posterior is close to
 * N(0, I). The latents are standardized first. p(z|u) is a Gaussian with a learned variance for each latent; the paper uses one variance
 * for all.
 */
public final class TwoStageSampler implements LatentSampler {
    private final Vae stage;
    private final float[] shift;
    private final float[] scale;
    private final String model;

    TwoStageSampler(Vae stage, float[] shift, float[] scale, String model) {
        if (stage.spec().features() != shift.length
                || !(stage.spec().likelihood() instanceof LearnedGaussian g && g.scale() == LearnedScale.FEATURE)
                || stage.spec().condition() != null) {
            throw new IllegalArgumentException("the second stage must be a model of " + shift.length
                    + " codes with a Gaussian likelihood, learned variances and no condition");
        }
        this.stage = stage;
        this.shift = shift;
        this.scale = scale;
        this.model = model;
    }

    /** Returns the training settings of the second stage: Adam with batches of 100 and a learning rate that falls from 0.001 to 0. */
    public static Training training(int epochs, long seed) {
        return Training.defaults()
                .withEpochs(epochs)
                .withSeed(seed)
                .withSchedule(new io.elbo.spec.Schedule.Cosine(0), 0);
    }

    /**
     * Fits the second stage.
     *
     * @param rows the training rows of the model
     * @param hidden the units of each of the two hidden layers of encoder and decoder
     * @param threads the number of threads, which affects only the speed
     */
    public static TwoStageSampler fit(
            Vae vae, Rows rows, int hidden, Training training, TrainingListener listener, int threads) {
        float[][] z = AggregatePosterior.draws(vae, rows, training.seed());
        int d = z[0].length;
        float[] shift = new float[d];
        float[] scale = new float[d];
        for (int j = 0; j < d; j++) {
            double mean = 0;
            double squares = 0;
            for (int row = 0; row < z.length; row++) {
                double difference = z[row][j] - mean;
                mean += difference / (row + 1);
                squares += difference * (z[row][j] - mean);
            }
            shift[j] = (float) mean;
            // a latent that never varies keeps its scale
            scale[j] = squares == 0 ? 1 : (float) Math.sqrt(squares / z.length);
        }
        for (float[] row : z) {
            for (int j = 0; j < d; j++) {
                row[j] = (row[j] - shift[j]) / scale[j];
            }
        }
        VaeSpec spec = VaeSpec.dense(
                List.of(d),
                List.of(hidden, hidden),
                d,
                new LearnedGaussian(LearnedScale.FEATURE),
                Activation.Function.RELU);
        Vae stage = Trainer.fit(spec, FloatRows.of(z), training, listener, threads);
        return new TwoStageSampler(stage, shift, scale, vae.digest());
    }

    Vae stage() {
        return stage;
    }

    float[] shift() {
        return shift.clone();
    }

    float[] scale() {
        return scale.clone();
    }

    @Override
    public float[][] draw(int n, long seed) {
        float[][] z = stage.sample(n, seed);
        float[] raw = stage.weight("likelihood.log_variance");
        CounterRandom random = CounterRandom.of(seed, "second stage");
        float[] noise = new float[raw.length];
        for (int row = 0; row < n; row++) {
            random.normal(0, row, noise, 0, noise.length);
            for (int j = 0; j < noise.length; j++) {
                double deviation = StrictMath.exp(MixturePrior.logVariance(raw[j]) / 2);
                z[row][j] = (float) (shift[j] + scale[j] * (z[row][j] + deviation * noise[j]));
            }
        }
        return z;
    }

    /** Returns empty because the density of z is an integral over u. */
    @Override
    public Optional<LogLikelihood> logLikelihood(Vae vae, Rows rows, EvaluationOptions options) {
        return Optional.empty();
    }

    @Override
    public String name() {
        return "second VAE on the codes";
    }

    /**
     * Writes a safetensors file atomically.
     *
     * @throws io.elbo.data.DataException if it cannot be written
     */
    public void save(Path file) {
        SamplerFile.write(file, this, model);
    }
}
