package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.inference.Amortized;
import io.elbo.inference.Networks;
import io.elbo.rows.Examples;
import io.elbo.rows.RowChecks;
import io.elbo.spec.Binarization;
import io.elbo.spec.VaeSpec;

/** Rows that fit a model, encoded by it. */
record ModelRows(Networks networks, Amortized rows) {
    static ModelRows of(Score score, Vae vae, Rows given, long seed) {
        check(score, vae.spec());
        Examples rows = Examples.of(given);
        RowChecks.examples(vae.spec(), rows);
        Binarization binarization = vae.provenance().binarization();
        if (binarization != Binarization.NONE) {
            RowChecks.binarized(rows.target());
        }
        return new ModelRows(vae.networks(), Amortized.of(vae.networks(), rows, binarization, seed));
    }

    static void check(Score score, VaeSpec spec) {
        score.refuses(spec).ifPresent(reason -> {
            throw new DataException(reason);
        });
    }

    /** Returns the negated values. */
    static double[] negated(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -values[i];
        }
        return finite(result);
    }

    /** Returns the scores after checking that all are finite, so that they can be ordered. */
    static double[] finite(double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new DataException(
                        "row " + i + ": its score is not a finite number; the row is so far from the training data"
                                + " that the computation overflows");
            }
        }
        return scores;
    }
}
