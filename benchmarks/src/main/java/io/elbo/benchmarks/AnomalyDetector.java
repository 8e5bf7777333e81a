package io.elbo.benchmarks;

import io.elbo.data.Rows;

/** Scores how much rows differ from the rows that the detector was fitted to. */
interface AnomalyDetector {
    /** Returns a score for each row, higher for a more anomalous row. */
    double[] scores(Rows rows);
}
