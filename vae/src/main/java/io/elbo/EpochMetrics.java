package io.elbo;

/**
 * What one epoch came to.
 *
 * @param epoch from 1
 * @param step steps made since the beginning
 * @param seconds of training since the beginning, resumed runs added up
 * @param train mean over the epoch's training rows, each as it was when its batch was trained
 * @param validation after the epoch, on the rows held out; null if there are none
 * @param learningRate of the epoch's last step
 */
public record EpochMetrics(int epoch, long step, double seconds, Elbo train, Elbo validation, double learningRate) {
    /** The ELBO by which epochs are compared: that of validation, or of training where nothing is held out. */
    public double score() {
        return (validation == null ? train : validation).value();
    }
}
