package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * Dropout (Srivastava et al. 2014). During training, each value is zero with probability {@code rate} and otherwise divided by
 * {@code 1 - rate}. Outside training, values are unchanged.
 *
 * @param rate at least 0 and below 1
 */
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate " + rate + ": must be at least 0 and below 1");
        }
    }

    @Override
    public Node apply(Node x, Network network) {
        if (!network.training() || rate == 0) {
            return x;
        }
        Node kept = network.graph()
                .uniform(x.shape(), x.draws())
                .plus((float) -rate)
                .step();
        return x.times(kept).times((float) (1 / (1 - rate)));
    }

    @Override
    public Shape output(Shape x) {
        return x;
    }
}
