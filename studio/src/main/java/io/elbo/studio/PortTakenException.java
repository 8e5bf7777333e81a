package io.elbo.studio;

import io.elbo.data.DataException;

/** Signals that another program listens on the port of a studio. */
public final class PortTakenException extends DataException {
    private static final long serialVersionUID = 1;

    PortTakenException(int port, Throwable cause) {
        super("port " + port + ": is taken by another program; choose another", cause);
    }
}
