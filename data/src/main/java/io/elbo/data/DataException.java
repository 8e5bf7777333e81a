package io.elbo.data;

import java.util.Optional;

/**
 * Thrown if the data cannot be used. The message is one line for the user: what is wrong, where (file, byte position or row), and
 * what would be right. This package throws no other exception for the content of a file or for what a user typed. An error of the
 * calling code, such as a row number out of range, is an {@link IndexOutOfBoundsException}.
 */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** null if there is none */
    private final DataProblem problem;

    /** @param message one line: what, where, what would be right */
    public DataException(String message) {
        this(message, null, null);
    }

    /**
     * @param message one line: what, where, what would be right
     * @param cause the underlying exception; this exception has the same problem
     */
    public DataException(String message, Throwable cause) {
        this(message, cause instanceof DataException data ? data.problem : null, cause);
    }

    /**
     * An exception for a problem that a different way of reading the data can solve.
     *
     * @param message one line: what, where
     */
    public DataException(String message, DataProblem problem) {
        this(message, problem, null);
    }

    /** An exception for a problem, with the underlying exception; null for none. */
    public DataException(String message, DataProblem problem, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Returns the problem, if a different way of reading the data can solve it. */
    public Optional<DataProblem> problem() {
        return Optional.ofNullable(problem);
    }
}
