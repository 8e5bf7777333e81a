package io.elbo.doctor;

import java.util.List;

/**
 * Something that is wrong with a model, or may be.
 *
 * @param finding its name, for example {@code posterior_collapse}
 * @param value the number that shows it
 * @param meaning what the number says, in a sentence
 * @param advice what to change, as a flag of {@code elbo train}, and why
 * @param flags the first change that is advised, as arguments of {@code elbo train}; empty if it is for the user to choose
 */
public record Finding(String finding, double value, String meaning, String advice, List<String> flags) {
    public Finding {
        flags = List.copyOf(flags);
    }
}
