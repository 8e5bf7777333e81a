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

/** Rows that fit a model, as it sees them. */
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

    /** The negatives of these. */
    static double[] negated(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -values[i];
        }
        return finite(result);
    }

    /** These, if all have a place in an order. */
    static double[] finite(double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new DataException(
                        "row " + i + ": its score is not a finite number; it is so far from what the model"
                                + " knows that the arithmetic fails");
            }
        }
        return scores;
    }
}
