package io.elbo.table;

/**
 * The correction of a table's synthesizer.
 *
 * @param rounds of boosted trees that tell draws from rows of the table; 0 for none
 */
public record SynthesizerSpec(int rounds) {
    private static final int MOST_ROUNDS = 10;

    /** @throws IllegalArgumentException if the number is out of range */
    public SynthesizerSpec {
        if (rounds < 0 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("rounds " + rounds + ": must be 0 to " + MOST_ROUNDS);
        }
    }

    /** Two rounds. */
    public SynthesizerSpec() {
        this(2);
    }
}
