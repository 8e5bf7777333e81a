package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import java.util.Arrays;

/**
 * How good generated rows are, and beside it what rows of the data that the model has not seen would score.
 *
 * @param rows of each set that is compared; the neighbours of at most 500 of them are looked for
 * @param features the space of the comparison
 * @param samples the generated rows
 * @param heldOut as many held-out rows: what is to be reached
 * @param logLikelihood ln p(x) of held-out rows; null if it was not asked for or the model has no density
 */
public record GenerationReport(int rows, String features, Scores samples, Scores heldOut, LogLikelihood logLikelihood) {
    private static final int MOST_LOOKED_AT = 500;

    /**
     * How a model is judged.
     *
     * @param samples generated, more than 5; at most as many held-out rows are used
     * @param draws of z a row with which ln p(x) is estimated; 0 for none
     * @param densityRows held-out rows of that estimate at most
     * @param seed of everything random
     */
    public record Options(int samples, int draws, int densityRows, long seed) {
        public Options {
            within("samples", samples, Scores.NEIGHBOURS + 1, 1_000_000);
            within("draws", draws, 0, 1_000_000);
            within("density rows", densityRows, 1, 1_000_000);
        }

        private static void within(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " " + value + ": must be " + least + " to " + most);
            }
        }
    }

    /** The ratio of the median distances to the nearest training row: far below 1, samples cling to the training rows. */
    public double nearestRatio() {
        return samples.nearest() / heldOut.nearest();
    }

    /**
     * Compares generated rows.
     *
     * @param samples {@code [rows][features]}, more than 5; of these and the held-out rows as many are used as there are of
     *     both
     * @param training what the model was trained on, more than 5
     * @param heldOut of the same kind, not trained on, more than 5
     * @param seed of the choice of rows
     */
    public static GenerationReport of(float[][] samples, Rows training, Rows heldOut, Features features, long seed) {
        int n = Math.min(samples.length, Math.min(training.count(), heldOut.count()));
        if (n <= Scores.NEIGHBOURS) {
            throw new DataException(samples.length + " samples, " + training.count() + " training and "
                    + heldOut.count() + " held-out rows: judging needs more than " + Scores.NEIGHBOURS + " of each");
        }
        float[][] generated = Arrays.copyOf(samples, n);
        float[][] held = heldOut.some(n, seed).toArray();
        Scores.Training reference = new Scores.Training(features.of(training), features.of(training.some(n, seed)));
        float[][] all = training.toArray();
        NearestTraining nearGenerated = NearestTraining.of(head(generated), all);
        NearestTraining nearHeld = NearestTraining.of(head(held), all);
        double copy = nearHeld.copyDistance();
        return new GenerationReport(
                n,
                features.name(),
                Scores.of(features.of(FloatRows.of(generated)), nearGenerated, copy, reference),
                Scores.of(features.of(FloatRows.of(held)), nearHeld, copy, reference),
                null);
    }

    private static float[][] head(float[][] rows) {
        return Arrays.copyOf(rows, Math.min(MOST_LOOKED_AT, rows.length));
    }

    /**
     * Judges a model with some source of codes: the means of p(x|z) are compared. ln p(x) is that with the sampler's density
     * of z for prior, where it has one.
     *
     * @throws DataException if the model needs conditions, or is not of such rows
     */
    public static GenerationReport of(
            Vae vae, LatentSampler sampler, Rows training, Rows heldOut, Features features, Options options) {
        if (vae.spec().condition() != null) {
            throw new DataException("this model generates for conditions only; without one it cannot be judged");
        }
        float[][] samples = vae.decode(sampler.draw(options.samples, options.seed));
        GenerationReport report = of(samples, training, heldOut, features, options.seed);
        Rows estimated = heldOut.some(options.densityRows, options.seed);
        LogLikelihood likelihood = options.draws == 0
                ? null
                : sampler.logLikelihood(vae, estimated, new EvaluationOptions(options.draws, null, options.seed))
                        .orElse(null);
        return new GenerationReport(report.rows, report.features, report.samples, report.heldOut, likelihood);
    }
}
