package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * The ELBO without the rows of a batch that have the greatest loss (a trimmed likelihood, Neykov and Neytchev 1990). The model does not
 * learn rare, unusual rows, so it can detect such anomalies even though its training data contain them.
 *
 * @param part the fraction of the rows to leave out, at least 0 and below 1
 */
public record Trimmed(double part) implements Objective {
    public Trimmed {
        if (!(part >= 0 && part < 1)) {
            throw new IllegalArgumentException("part " + part + ": must be 0 to below 1");
        }
    }

    @Override
    public Terms of(Inference inference) {
        Terms elbo = new AnalyticElbo(1).of(inference);
        int rows = inference.batchRows();
        Node loss = elbo.loss().detach();
        Node present = loss.graph().present(rows);
        Node others = loss.allRows(rows).reshape(Shape.of(rows));
        Node below = loss.repeat(rows)
                .reshape(Shape.of(rows))
                .minus(others)
                .step()
                .times(present)
                .sum();
        Node kept = present.sum().times((float) (1 - part)).minus(below).step();
        return new Terms(elbo.loss().times(kept.detach()), elbo.reconstruction(), elbo.kl());
    }

    /** There is no minimum, because the omitted rows may have any loss and the mean over all rows is meaningless. */
    @Override
    public double leastCharge(double kl, int latents) {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public boolean coupled() {
        return true;
    }
}
