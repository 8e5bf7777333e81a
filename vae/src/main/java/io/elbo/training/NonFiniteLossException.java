package io.elbo.training;

/** A training's loss became infinite or not a number. What was saved before is as it was. */
public class NonFiniteLossException extends DivergenceException {
    private static final long serialVersionUID = 1;

    /**
     * Names where it happened.
     *
     * @param epoch from 1
     * @param step from 1
     * @param row of the batch, from 0; negative if it was no single row
     * @param term which part of the loss
     * @param learningRate of the training
     * @param clipNorm the bound of the gradients' norm; 0 for none
     */
    public NonFiniteLossException(int epoch, long step, int row, String term, double learningRate, double clipNorm) {
        super(
                "the " + term + " is not a finite number in epoch " + epoch + ", step " + step
                        + (row < 0 ? "" : ", row " + row + " of the batch"),
                learningRate,
                clipNorm);
    }
}
