package io.elbo.studio;

import io.elbo.data.Shown;

/** Signals that a request is refused, with an HTTP status and one line for the user. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;

    private final int status;

    private Problem(int status, String message) {
        super(line(message), null, false, false);
        this.status = status;
    }

    /** The request is wrong. */
    static Problem wrong(String message) {
        return new Problem(400, message);
    }

    /** The client has not presented the token. */
    static Problem noSession() {
        return new Problem(401, "open the address that elbo studio printed; it contains the token");
    }

    /** The request is not allowed. */
    static Problem refused(String message) {
        return new Problem(403, message);
    }

    /** The requested resource does not exist. */
    static Problem absent(String message) {
        return new Problem(404, message);
    }

    /** The request cannot be carried out now. */
    static Problem notNow(String message) {
        return new Problem(409, message);
    }

    /** The request or its result is too large. */
    static Problem tooLarge(String message) {
        return new Problem(413, message);
    }

    /** Other requests hold the resources that this one needs. */
    static Problem busy() {
        return new Problem(503, "too many requests are being sent at once; try again in a few seconds");
    }

    /** The content type of the request is not supported. */
    static Problem notJson() {
        return new Problem(415, "Content-Type must be application/json");
    }

    int status() {
        return status;
    }

    /** Returns a message as one line of limited length. */
    static String line(String message) {
        return Shown.brief(String.valueOf(message), LONGEST);
    }
}
