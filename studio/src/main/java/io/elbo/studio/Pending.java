package io.elbo.studio;

/** What is asked for is being worked on. */
final class Pending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final double progress;

    Pending(double progress) {
        super("not done yet", null, false, false);
        this.progress = progress;
    }

    /** From 0 to 1. */
    double progress() {
        return progress;
    }
}
