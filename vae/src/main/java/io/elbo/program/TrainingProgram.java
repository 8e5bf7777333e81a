package io.elbo.program;

import io.elbo.engine.Goal;
import io.elbo.engine.Graph;
import io.elbo.engine.Node;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.Objective;
import io.elbo.spec.VaeSpec;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The program from rows to a loss. Inputs: x, target, condition, weight. */
public record TrainingProgram(Graph graph, Objective.Terms terms) {
    /**
     * Returns the program that trains an objective.
     *
     * @param separate whether the encoder's input differs from the target
     * @param batch the greatest number of rows of the data in a minibatch; the prior's own rows come before them
     */
    public static TrainingProgram of(VaeSpec spec, Objective objective, boolean separate, int batch) {
        ModelGraph model = new ModelGraph(spec, true);
        Node x = model.x();
        Node target = model.target(x, separate);
        if (spec.prior().ownRows() == 0) {
            return new TrainingProgram(
                    model.graph(), objective.of(model.inference(model.posterior(x), target, batch, null)));
        }
        OwnRows own = new OwnRows(model, batch);
        return new TrainingProgram(
                model.graph(),
                own.masked(objective.of(model.inference(model.posterior(own.seen(x)), target, batch, own))));
    }

    /** Returns the nodes of all parameters of a model, in the order of its file. */
    public static Collection<Node> parameters(VaeSpec spec) {
        return of(spec, new AnalyticElbo(1), false, 1).graph().parameters();
    }

    /** Returns whether a parameter of this name belongs to q(z|x). */
    public static boolean ofEncoder(String name) {
        return name.startsWith("encoder.") || name.startsWith("mean.") || name.startsWith("log_variance.");
    }

    /** Returns the goal of each parameter. */
    public List<Goal> goals() {
        if (terms.encoderLoss() == null) {
            return List.of(new Goal(terms.loss(), name -> true));
        }
        Predicate<String> encoder = TrainingProgram::ofEncoder;
        return List.of(new Goal(terms.loss(), encoder.negate()), new Goal(terms.encoderLoss(), encoder));
    }
}
