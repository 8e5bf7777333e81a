package io.elbo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Detects what the standard streams are connected to. */
final class Terminal {
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

    private Terminal() {}

    /** A standard stream. The launchers can ask the system about it, and pass the answer in a property: true or false. */
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

        /** Returns whether it is connected to a terminal. */
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
                // not Linux; the best that Java 17 offers, although it covers input and output only
                return System.console() != null;
            }
        }

        /** Returns whether to use colours: on a terminal, unless NO_COLOR is set (no-color.org). */
        boolean colours() {
            String no = System.getenv("NO_COLOR");
            return interactive() && (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        }
    }

    /**
     * Erases the line about incubator modules that Java has just printed, which does not concern the user. This works only on a terminal,
     * not in a file or pipe.
     */
    static void clearStartUpWarning() {
        boolean written = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (written && Stream.ERR.colours()) {
            System.err.print("\u001b[1A\u001b[2K");
            System.err.flush();
        }
    }
}
