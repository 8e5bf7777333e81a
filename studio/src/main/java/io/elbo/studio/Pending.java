package io.elbo.studio;

/** Signals that the requested result is still being computed. */
final class Pending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final double progress;

    Pending(double progress) {
        super("not done yet", null, false, false);
        this.progress = progress;
    }

    /** Returns the progress, from 0 to 1. */
    double progress() {
        return progress;
    }
}
