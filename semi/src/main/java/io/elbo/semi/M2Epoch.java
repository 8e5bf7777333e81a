package io.elbo.semi;

import java.util.List;
import java.util.Locale;

/**
 * What one epoch came to. Bounds are means over the rows of the epoch in nats, each as it was when its batch was trained.
 *
 * @param epoch from 1
 * @param step steps made since the beginning
 * @param seconds of training since the beginning
 * @param labelledBound {@code -L(x, y)}, a lower bound of {@code ln p(x, y)}, of labelled rows
 * @param unlabelledBound {@code -U(x)}, a lower bound of {@code ln p(x)}, of unlabelled rows
 * @param classification {@code -ln q(y|x)} of labelled rows
 * @param validation after the epoch, on the labelled rows held out; null if there are none
 * @param learningRate of the epoch's last step
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
     * How rows held out are classified.
     *
     * @param errorRate the part of them whose label is not predicted
     * @param classification {@code -ln q(y|x)}, the mean in nats
     */
    public record Validation(double errorRate, double classification) {
        /** Whether fewer errors were made, or as many with more certainty of the right labels. */
        boolean betterThan(Validation other) {
            return errorRate < other.errorRate || errorRate == other.errorRate && classification < other.classification;
        }
    }

    /** A line for each epoch below a header; fields of validation are empty where nothing is held out. */
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

    /** The same without a time, so that equal trainings tell the same. */
    M2Epoch timeless() {
        return new M2Epoch(epoch, step, 0, labelledBound, unlabelledBound, classification, validation, learningRate);
    }
}
