package io.elbo.statistics.baseline;

/** One component of a mixture: a multivariate normal distribution. */
sealed interface Normal permits FullNormal, DiagonalNormal {
    /** [features]. */
    double[] mean();

    /** [features][features]. */
    double[][] covariance();

    /** [features][features], lower triangular: L with {@code L L^T} the covariance. */
    double[][] root();

    /**
     * ln N(x) of each of some rows, in nats.
     *
     * @param columns [features][rows]: the loops run over rows, so that the JIT compiler makes vectors of them
     * @param to [rows]
     */
    void logDensities(double[][] columns, double[] to);

    /** The draw that a draw of N(0, I) gives: mean plus a root of the covariance times it. */
    double[] draw(float[] normals);

    /** {@code x - mean} over rows, for one feature. */
    static void centre(double[] column, double mean, double[] to) {
        for (int row = 0; row < to.length; row++) {
            to[row] = column[row] - mean;
        }
    }

    /** {@code constant - squares / 2}. */
    static void finish(double[] squares, double constant) {
        for (int row = 0; row < squares.length; row++) {
            squares[row] = constant - 0.5 * squares[row];
        }
    }

    /** {@code -(n ln 2 pi + ln |C|) / 2}. */
    static double logNormalizer(int features, double logDeterminant) {
        return -0.5 * (features * StrictMath.log(2 * Math.PI) + logDeterminant);
    }

    /** The mean of rows with weights, of which the sum is given. */
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
