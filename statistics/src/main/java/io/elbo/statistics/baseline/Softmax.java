package io.elbo.statistics.baseline;

import io.elbo.math.Vectors;

/** The model {@code p(c|x) = exp(w_c x + b_c) / sum over classes}, with weights [classes][features]. */
record Softmax(double[][] weights, double[] intercepts) {
    /** Returns {@code w_c x + b_c}. */
    double[] scores(float[] row) {
        double[] scores = intercepts.clone();
        for (int c = 0; c < scores.length; c++) {
            scores[c] += Vectors.dot(weights[c], row);
        }
        return scores;
    }

    /** Converts scores to probabilities, and returns the logarithm of the sum of their exponentials. */
    static double normalize(double[] scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = StrictMath.exp(scores[c] - highest);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return highest + StrictMath.log(sum);
    }
}
