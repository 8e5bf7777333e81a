package io.elbo.spec;

/**
 * The metrics of one epoch.
 *
 * @param epoch from 1
 * @param step the number of steps since the start
 * @param seconds the seconds of training since the start, including earlier parts of a resumed run
 * @param train the mean over the training rows, each computed when its minibatch was trained
 * @param validation the ELBO of the held-out rows after the epoch; null if there are none
 * @param learningRate the learning rate of the last step
 * @param bound the importance-weighted bound of the held-out rows after the epoch; null for other objectives
 */
public record EpochMetrics(
        int epoch, long step, double seconds, Elbo train, Elbo validation, double learningRate, Double bound) {
    /** Metrics of an objective whose bound is the ELBO. */
    public EpochMetrics(int epoch, long step, double seconds, Elbo train, Elbo validation, double learningRate) {
        this(epoch, step, seconds, train, validation, learningRate, null);
    }

    /**
     * Returns the score that compares epochs: the bound of the held-out rows if there is one, otherwise their ELBO, otherwise the ELBO of the
     * training rows.
     */
    public double score() {
        if (bound != null) {
            return bound;
        }
        return (validation == null ? train : validation).value();
    }
}
