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
 * The measurements of a model, made once for all checks.
 *
 * @param vae the model
 * @param training the training settings; null if the model was computed instead of trained
 * @param rows the examined rows
 * @param evaluation the evaluation of the rows
 * @param encoding q(z|x) of the rows
 * @param epochs the metrics of the training epochs; empty if unknown
 * @param remedies the remedies for this kind of training
 */
record Examination(
        Vae vae,
        Training training,
        Rows rows,
        Evaluation evaluation,
        Encoding encoding,
        List<EpochMetrics> epochs,
        Remedies remedies) {
    /** The most rows to examine; more would not change a finding. */
    static final int MOST_ROWS = 2000;

    static Examination of(Vae vae, Rows given, List<EpochMetrics> epochs, Remedies remedies) {
        Rows rows = given.count() > MOST_ROWS ? Examples.of(given).limit(MOST_ROWS) : given;
        return new Examination(
                vae,
                vae.provenance().training(),
                rows,
                vae.evaluate(rows, EvaluationOptions.defaults()),
                vae.encode(rows),
                List.copyOf(epochs),
                remedies);
    }

    boolean random() {
        return vae.spec().posterior().random();
    }

    /** Returns whether the training binarizes pixels. */
    boolean binarized() {
        return training != null && training.binarization() != Binarization.NONE;
    }

    /** Returns the variance over the rows of each latent's mean. */
    double[] variances() {
        int latent = vae.spec().latent();
        double[] result = new double[latent];
        for (int j = 0; j < latent; j++) {
            double mean = 0;
            for (float[] row : encoding.mean()) {
                mean += row[j];
            }
            mean /= encoding.rows();
            for (float[] row : encoding.mean()) {
                result[j] += (row[j] - mean) * (row[j] - mean);
            }
            result[j] /= encoding.rows();
        }
        return result;
    }
}
