package io.elbo.training;

import io.elbo.spec.Change;
import java.util.List;

/** A training ran away in place of learning. What was saved before is as it was. */
public class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final double USUAL_CLIP_NORM = 1;

    private final double rate;
    private final boolean clipped;

    /**
     * Says what happened, and what to change.
     *
     * @param happened without a full stop
     * @param learningRate of the training, the likely cause
     * @param clipNorm the bound of the gradients' norm; 0 for none
     */
    public DivergenceException(String happened, double learningRate, double clipNorm) {
        super(happened + "; the likely cause is the learning rate of " + learningRate + ": try " + lower(learningRate)
                + (clipNorm > 0 ? "" : ", or a bound of the gradients' norm, such as 1"));
        rate = lower(learningRate);
        clipped = clipNorm > 0;
    }

    /** What to change: any one of these. */
    public List<Change> changes() {
        Change slower = new Change.WithLearningRate(rate);
        return clipped ? List.of(slower) : List.of(slower, new Change.WithClipNorm(USUAL_CLIP_NORM));
    }

    /** A tenth, and at most the rate that suits most models; in as few digits as a float has. */
    private static double lower(double rate) {
        return Double.parseDouble(Float.toString((float) Math.min(rate / 10, 1e-3)));
    }
}
