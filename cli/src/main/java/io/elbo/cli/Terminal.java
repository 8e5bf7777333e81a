package io.elbo.cli;

/** What the standard streams are connected to. */
final class Terminal {
    /** Set by the launchers, which can ask the system; {@code true} or {@code false}. */
    static final String PROPERTY = "elbo.terminal";

    private Terminal() {}

    /** Whether a person watches the error stream. */
    static boolean interactive() {
        String told = System.getProperty(PROPERTY);
        return told == null ? System.console() != null : Boolean.parseBoolean(told);
    }

    /** Whether to use colours: on a terminal, unless NO_COLOR is set (no-color.org). */
    static boolean colours() {
        String no = System.getenv("NO_COLOR");
        return interactive() && (no == null || no.isEmpty());
    }
}
