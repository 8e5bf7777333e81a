package io.elbo.course.study;

/** Mean and variance of numbers that come one by one, by Welford's update. */
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

    /** Unbiased: divided by one less than the number of values. */
    double variance() {
        return squares / (count - 1);
    }

    /** Of the mean. */
    double standardError() {
        return Math.sqrt(variance() / count);
    }
}
