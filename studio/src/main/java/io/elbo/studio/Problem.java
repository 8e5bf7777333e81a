package io.elbo.studio;

import io.elbo.data.Shown;

/** Why a request is not answered: a status and one line for the user. */
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

    /** Who asks has not shown the token. */
    static Problem noSession() {
        return new Problem(401, "open the address that elbo studio printed; it has a token in it");
    }

    /** It may not be asked for. */
    static Problem refused(String message) {
        return new Problem(403, message);
    }

    /** There is no such thing. */
    static Problem absent(String message) {
        return new Problem(404, message);
    }

    /** It cannot be done now. */
    static Problem notNow(String message) {
        return new Problem(409, message);
    }

    /** There is too much of it. */
    static Problem tooLarge(String message) {
        return new Problem(413, message);
    }

    /** Others hold what it needs. */
    static Problem busy() {
        return new Problem(503, "too many requests are being sent at once; ask again in some seconds");
    }

    /** What is sent is of a kind that is not taken. */
    static Problem notJson() {
        return new Problem(415, "Content-Type must be application/json");
    }

    int status() {
        return status;
    }

    /** A message on one line that is not too long. */
    static String line(String message) {
        return Shown.brief(String.valueOf(message), LONGEST);
    }
}
