package io.elbo.data.table;

import io.elbo.data.DataException;

/** A table has rows that cannot be read, and these are to be refused: {@link BrokenRows#SKIP} would leave them out. */
public final class BrokenRowsException extends DataException {
    private static final long serialVersionUID = 1L;

    /** @param message the file and its first broken rows, on one line */
    public BrokenRowsException(String message) {
        super(message);
    }
}
