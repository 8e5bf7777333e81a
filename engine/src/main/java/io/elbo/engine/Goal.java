package io.elbo.engine;

import java.util.function.Predicate;

/**
 * Parameters and the loss that they follow: the mean over rows of a row-wise scalar. A parameter of no goal is frozen:
 * it has no gradient and keeps its values.
 *
 * @param loss row-wise, {@code [1]}
 * @param parameters accepts the names of those that follow it
 */
public record Goal(Node loss, Predicate<String> parameters) {
    /** All parameters follow one loss. */
    public Goal(Node loss) {
        this(loss, name -> true);
    }

    boolean has(Node parameter) {
        return parameters.test(((Op.Parameter) parameter.op()).name());
    }
}
