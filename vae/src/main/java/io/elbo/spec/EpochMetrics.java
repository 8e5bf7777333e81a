package io.elbo.spec;

/**
 * What one epoch came to.
 *
 * @param epoch from 1
 * @param step steps made since the beginning
 * @param seconds of training since the beginning, resumed runs added up
 * @param train mean over the epoch's training rows, each as it was when its batch was trained
 * @param validation after the epoch, on the rows held out; null if there are none
 * @param learningRate of the epoch's last step
 * @param bound after the epoch, on the rows held out: the importance-weighted bound that is trained for; null of other objectives
 */
public record EpochMetrics(
        int epoch, long step, double seconds, Elbo train, Elbo validation, double learningRate, Double bound) {
    /** Of an objective that has no other bound than the ELBO. */
    public EpochMetrics(int epoch, long step, double seconds, Elbo train, Elbo validation, double learningRate) {
        this(epoch, step, seconds, train, validation, learningRate, null);
    }

    /**
     * By which epochs are compared: the bound that is trained for on the rows held out, else the ELBO on these, else that of
     * training.
     */
    public double score() {
        if (bound != null) {
            return bound;
        }
        return (validation == null ? train : validation).value();
    }
}
