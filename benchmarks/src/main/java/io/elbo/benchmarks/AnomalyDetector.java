package io.elbo.benchmarks;

import io.elbo.data.Rows;

/** Tells how unlike the rows of its fit others are. */
interface AnomalyDetector {
    /** For each row a number, greater for a row that is more unlike those of the fit. */
    double[] scores(Rows rows);
}
