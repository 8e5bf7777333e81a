package io.elbo.training;

/** A training ran away in place of learning. What was saved before is as it was. */
public class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

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
    }

    /** A tenth, and at most the rate that suits most models. */
    private static float lower(double rate) {
        return (float) Math.min(rate / 10, 1e-3);
    }
}
