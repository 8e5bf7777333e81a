package io.elbo.doctor;

import io.elbo.Vae;
import io.elbo.data.Rows;
import io.elbo.evaluation.Encoding;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.Training;
import java.util.List;

/**
 * What is measured of a model once, for all checks.
 *
 * @param vae the model
 * @param training how it was trained; null if it was computed
 * @param rows looked at
 * @param evaluation of the rows
 * @param encoding q(z|x) of the rows
 * @param epochs what the epochs of the training came to; empty if not known
 * @param remedies for such a training
 */
record Examination(
        Vae vae,
        Training training,
        Rows rows,
        Evaluation evaluation,
        Encoding encoding,
        List<EpochMetrics> epochs,
        Remedies remedies) {
    /** More rows would change no finding. */
    static final int MOST_ROWS = 2000;

    static Examination of(Vae vae, Rows given, List<EpochMetrics> epochs, Remedies remedies) {
        Rows rows = given.count() > MOST_ROWS ? Examples.of(given).limit(MOST_ROWS) : given;
        return new Examination(
                vae,
                vae.provenance().training(),
                rows,
                vae.evaluate(rows, new EvaluationOptions()),
                vae.encode(rows),
                List.copyOf(epochs),
                remedies);
    }

    boolean random() {
        return vae.spec().posterior().random();
    }

    /** Whether pixels are made black or white before the model sees them. */
    boolean binarized() {
        return training != null && training.binarization() != Binarization.NONE;
    }

    /** The variance over rows of each latent's mean. */
    double[] variances() {
        int latent = vae.spec().latent();
        double[] result = new double[latent];
        for (int j = 0; j < latent; j++) {
            double mean = 0;
            for (float[] row : encoding.mean()) {
                mean += row[j];
            }
            mean /= encoding.mean().length;
            for (float[] row : encoding.mean()) {
                result[j] += (row[j] - mean) * (row[j] - mean);
            }
            result[j] /= encoding.mean().length;
        }
        return result;
    }
}
