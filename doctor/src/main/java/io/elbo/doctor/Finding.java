package io.elbo.doctor;

import io.elbo.spec.Advice;
import io.elbo.spec.Change;
import java.util.List;

/**
 * Something that is wrong with a model, or may be.
 *
 * @param finding its name, for example {@code posterior_collapse}
 * @param value the number that shows it
 * @param meaning what the number says, in a sentence
 * @param advice what to change, and why
 * @param changes those to begin with; empty if it is for the user to choose
 */
public record Finding(String finding, double value, String meaning, Advice advice, List<Change> changes) {
    public Finding {
        changes = List.copyOf(changes);
    }
}
