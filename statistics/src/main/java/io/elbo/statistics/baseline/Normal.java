package io.elbo.statistics.baseline;

/** A component of a mixture: a multivariate normal distribution. */
sealed interface Normal permits FullNormal, DiagonalNormal {
    /** Returns the mean, [features]. */
    double[] mean();

    /** Returns the covariance, [features][features]. */
    double[][] covariance();

    /** Returns the lower triangular L, [features][features], where {@code L L^T} is the covariance. */
    double[][] root();

    /**
     * Computes ln N(x) of each of some rows, in nats.
     *
     * @param columns [features][rows]; loops over rows let the JIT compiler vectorize them
     * @param to [rows]
     */
    void logDensities(double[][] columns, double[] to);

    /** Returns the draw for a draw of N(0, I): the mean plus a root of the covariance times it. */
    double[] draw(float[] normals);

    /** Computes {@code x - mean} over rows, for one feature. */
    static void centre(double[] column, double mean, double[] to) {
        for (int row = 0; row < to.length; row++) {
            to[row] = column[row] - mean;
        }
    }

    /** Computes {@code constant - squares / 2}. */
    static void finish(double[] squares, double constant) {
        for (int row = 0; row < squares.length; row++) {
            squares[row] = constant - 0.5 * squares[row];
        }
    }

    /** Returns {@code -(n ln 2 pi + ln |C|) / 2}. */
    static double logNormalizer(int features, double logDeterminant) {
        return -0.5 * (features * StrictMath.log(2 * Math.PI) + logDeterminant);
    }

    /** Returns the weighted mean of rows, given the sum of the weights. */
    static double[] weightedMean(RowMatrix x, double[] weights, double sum) {
        double[] mean = new double[x.width()];
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                float[] values = x.row(row);
                double weight = weights[row] / sum;
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += weight * values[j];
                }
            }
        }
        return mean;
    }
}
