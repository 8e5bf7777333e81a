package io.elbo.semi;

import java.util.List;
import java.util.Locale;

/**
 * The metrics of one epoch. Bounds are means over the rows of the epoch, in nats, each computed when its minibatch was trained.
 *
 * @param epoch from 1
 * @param step the number of steps since the start
 * @param seconds the seconds of training since the start
 * @param labelledBound {@code -L(x, y)}, a lower bound of {@code ln p(x, y)}, of labelled rows
 * @param unlabelledBound {@code -U(x)}, a lower bound of {@code ln p(x)}, of unlabelled rows
 * @param classification {@code -ln q(y|x)} of labelled rows
 * @param validation the result on the held-out labelled rows after the epoch; null if there are none
 * @param learningRate the learning rate of the last step
 */
public record M2Epoch(
        int epoch,
        long step,
        double seconds,
        double labelledBound,
        double unlabelledBound,
        double classification,
        Validation validation,
        double learningRate) {
    /**
     * The classification of held-out rows.
     *
     * @param errorRate the share of rows with a wrong prediction
     * @param classification {@code -ln q(y|x)}, the mean in nats
     */
    public record Validation(double errorRate, double classification) {
        /** Returns whether there are fewer errors, or as many with a lower mean {@code -ln q(y|x)}. */
        boolean betterThan(Validation other) {
            return errorRate < other.errorRate || errorRate == other.errorRate && classification < other.classification;
        }
    }

    /** Returns a header and a line per epoch as CSV. The fields of validation are empty if no rows are held out. */
    public static String csv(List<M2Epoch> epochs) {
        StringBuilder text = new StringBuilder("epoch,step,seconds,labelled_bound,unlabelled_bound,classification,"
                + "validation_error_rate,validation_classification,learning_rate\n");
        for (M2Epoch m : epochs) {
            String held = m.validation == null ? "," : m.validation.errorRate + "," + m.validation.classification;
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%.3f,%s,%s,%s,%s,%s\n",
                    m.epoch,
                    m.step,
                    m.seconds,
                    m.labelledBound,
                    m.unlabelledBound,
                    m.classification,
                    held,
                    m.learningRate));
        }
        return text.toString();
    }

    /** Returns the same without the time, so that equal training runs have equal metrics. */
    M2Epoch timeless() {
        return new M2Epoch(epoch, step, 0, labelledBound, unlabelledBound, classification, validation, learningRate);
    }
}
