package io.elbo.engine;

import java.util.function.Predicate;

/**
 * A loss and the parameters that minimize it. The loss is the mean over rows of a row-wise scalar. A parameter that belongs to no
 * goal is frozen: it has no gradient and keeps its values.
 *
 * @param loss row-wise, {@code [1]}
 * @param parameters accepts the names of the parameters that belong to this goal
 */
public record Goal(Node loss, Predicate<String> parameters) {
    /** A goal in which all parameters minimize one loss. */
    public Goal(Node loss) {
        this(loss, name -> true);
    }

    boolean has(Node parameter) {
        return parameters.test(((Op.Parameter) parameter.op()).name());
    }
}
