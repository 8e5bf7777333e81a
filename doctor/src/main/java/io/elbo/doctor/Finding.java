package io.elbo.doctor;

import io.elbo.spec.Advice;
import io.elbo.spec.Change;
import java.util.List;

/**
 * A certain or possible problem of a model.
 *
 * @param finding the name of the problem, for example {@code posterior_collapse}
 * @param value the number that indicates it
 * @param meaning the meaning of the number, as a sentence
 * @param advice what to change, and why
 * @param changes the changes to try first; empty if the user has to choose
 */
public record Finding(String finding, double value, String meaning, Advice advice, List<Change> changes) {
    public Finding {
        changes = List.copyOf(changes);
    }
}
