package io.elbo.image.generation;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.evaluation.LogLikelihood;
import java.util.Arrays;

/**
 * The quality of generated rows, with the scores of held-out rows for comparison.
 *
 * @param rows the number of rows in each compared set; nearest neighbours are computed for at most 500 of them
 * @param features the feature space of the comparison
 * @param samples the scores of the generated rows
 * @param heldOut the scores of as many held-out rows, which generated rows should reach
 * @param logLikelihood ln p(x) of held-out rows; null if it was not requested or the model has no density
 */
public record GenerationReport(int rows, String features, Scores samples, Scores heldOut, LogLikelihood logLikelihood) {
    private static final int MOST_LOOKED_AT = 500;

    /**
     * The options of a report.
     *
     * @param samples the number of generated rows, more than 5; at most as many held-out rows are used
     * @param draws the number of draws of z per row to estimate ln p(x); 0 for no estimate
     * @param densityRows the maximum number of held-out rows in that estimate
     * @param seed the seed of everything random
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

    /** Returns the ratio of the median distances to the nearest training row. Far below 1, samples are too close to training rows. */
    public double nearestRatio() {
        return samples.nearest() / heldOut.nearest();
    }

    /**
     * Compares generated rows with training rows and held-out rows.
     *
     * @param samples {@code [rows][features]}, more than 5; samples and held-out rows are cut to the size of the smallest of the three sets
     * @param training the training rows, more than 5
     * @param heldOut rows of the same kind that were not used in training, more than 5
     * @param seed the seed of the choice of rows
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
     * Evaluates a model with a sampler of latents, by the means of p(x|z). ln p(x) uses the sampler's density of z as the prior, if the
     * sampler has one.
     *
     * @throws DataException if the model needs conditions or does not fit the rows
     */
    public static GenerationReport of(
            Vae vae, LatentSampler sampler, Rows training, Rows heldOut, Features features, Options options) {
        if (vae.spec().condition() != null) {
            throw new DataException("this model generates only with conditions, so it cannot be judged without one");
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
