package io.elbo.data;

import java.util.Optional;

/**
 * The data cannot be used. The message is one line for the user: what is wrong, where (file, byte position or row), and
 * what would be right. The only exception that this package throws for what is in a file or for what a user typed;
 * a mistake of the calling code (a row number out of range) stays an {@link IndexOutOfBoundsException}.
 */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Null for none. */
    private final DataProblem problem;

    /** @param message one line: what, where, what would be right */
    public DataException(String message) {
        this(message, null, null);
    }

    /**
     * @param message one line: what, where, what would be right
     * @param cause what was found underneath; its problem is that of this one too
     */
    public DataException(String message, Throwable cause) {
        this(message, cause instanceof DataException data ? data.problem : null, cause);
    }

    /**
     * Of a kind that something can be done about when the data are read.
     *
     * @param message one line: what, where
     */
    public DataException(String message, DataProblem problem) {
        this(message, problem, null);
    }

    /** The same with what was found underneath; null for nothing. */
    public DataException(String message, DataProblem problem, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** The kind, if another way of reading the data helps against it. */
    public Optional<DataProblem> problem() {
        return Optional.ofNullable(problem);
    }
}
