package io.elbo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the standard streams are connected to. */
final class Terminal {
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

    private Terminal() {}

    /** A standard stream. The launchers can ask the system about it, and say so in a property: true or false. */
    enum Stream {
        IN(0, "elbo.terminal.in"),
        OUT(1, "elbo.terminal.out"),
        ERR(2, "elbo.terminal.err");

        private final int number;
        private final String property;

        Stream(int number, String property) {
            this.number = number;
            this.property = property;
        }

        /** Whether a person watches it. */
        boolean interactive() {
            String told = System.getProperty(property);
            if (told != null) {
                return Boolean.parseBoolean(told);
            }
            try {
                String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number))
                        .toString();
                return DEVICE.matcher(device).matches();
            } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
                // no Linux; the best that Java 17 knows, though it asks about input and output only
                return System.console() != null;
            }
        }

        /** Whether to use colours: on a terminal, unless NO_COLOR is set (no-color.org). */
        boolean colours() {
            String no = System.getenv("NO_COLOR");
            return interactive() && (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        }
    }

    /**
     * Takes back the line about incubator modules that Java has just written, which is nothing to a user; only on a
     * terminal, as what is in a file or pipe cannot be taken back.
     */
    static void clearStartUpWarning() {
        boolean written = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (written && Stream.ERR.colours()) {
            System.err.print("\u001b[1A\u001b[2K");
            System.err.flush();
        }
    }
}
