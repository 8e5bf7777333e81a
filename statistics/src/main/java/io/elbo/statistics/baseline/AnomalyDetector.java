package io.elbo.statistics.baseline;

import io.elbo.data.Rows;

/** Tells how unlike the rows of its fit others are. */
public interface AnomalyDetector {
    /** For each row a number, greater for a row that is more unlike those of the fit. */
    double[] scores(Rows rows);
}
