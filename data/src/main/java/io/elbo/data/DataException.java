package io.elbo.data;

/**
 * The data cannot be used. The message is one line for the user: what is wrong, where (file, byte position or row), and
 * what would be right. The only exception that this package throws for what is in a file or for what a user typed;
 * a mistake of the calling code (a row number out of range) stays an {@link IndexOutOfBoundsException}.
 */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: what, where, what would be right */
    public DataException(String message) {
        super(message);
    }

    /**
     * @param message one line: what, where, what would be right
     * @param cause what was found underneath
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
