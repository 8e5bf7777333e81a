package io.elbo.data.image;

import io.elbo.data.DataException;

/** Pictures that cannot be read; reading on without them was not asked for. */
public final class BrokenPicturesException extends DataException {
    private static final long serialVersionUID = 1;

    BrokenPicturesException(String message) {
        super(message);
    }
}
