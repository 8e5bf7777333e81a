package io.elbo.course.study;

/** Computes the mean and the variance of a stream of numbers with Welford's update. */
final class RunningMoments {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Returns the unbiased variance, with a divisor of one less than the number of values. */
    double variance() {
        return squares / (count - 1);
    }

    /** Returns the standard error of the mean. */
    double standardError() {
        return Math.sqrt(variance() / count);
    }
}
