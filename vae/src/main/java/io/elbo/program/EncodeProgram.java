package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import io.elbo.model.Posterior;
import io.elbo.spec.VaeSpec;
import java.util.List;

/**
 * The program from rows to q(z|x). Inputs: x, condition.
 *
 * @param logVariance null for a point
 */
public record EncodeProgram(Node mean, Node logVariance) {
    public static EncodeProgram of(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return of(model.posterior(model.x()));
    }

    /** Returns the program from the prior's own rows to their posteriors. Input: the row, one-hot. */
    public static EncodeProgram ofOwnRows(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        Node which = Input.PRIOR_ROW.of(model.graph(), Shape.of(spec.prior().ownRows()));
        return of(model.posterior(model.ownRow(which)));
    }

    private static EncodeProgram of(Posterior.Moments q) {
        return new EncodeProgram(q.mean(), q.logVariance());
    }

    /** Returns the mean and, unless q is a point, the log variance. */
    public List<Node> outputs() {
        return logVariance == null ? List.of(mean) : List.of(mean, logVariance);
    }
}
