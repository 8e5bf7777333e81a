package io.elbo.model;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * The ELBO of all rows of a batch but the strangest: rows whose loss is among the greatest of the batch contribute nothing (a
 * trimmed likelihood, Neykov and Neytchev 1990). What is rare and unlike the rest is then not learned, which is the point where
 * such rows are to be found, and they are in the training data too.
 *
 * @param part of the rows that is left out, 0 to below 1
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

    /** What the rows cost that were left out is no matter, so that the mean over all rows says nothing. */
    @Override
    public double leastCharge(double kl, int latents) {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public boolean coupled() {
        return true;
    }
}
