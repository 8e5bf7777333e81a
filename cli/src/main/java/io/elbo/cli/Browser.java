package io.elbo.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Opens an address in the user's browser, if there is one. Failures are ignored, because the address is printed as well. */
final class Browser {
    private Browser() {}

    static void open(URI address) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command;
        if (system.contains("win")) {
            command = List.of("rundll32", "url.dll,FileProtocolHandler", address.toString());
        } else if (system.contains("mac")) {
            command = List.of("open", address.toString());
        } else if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
            command = List.of("xdg-open", address.toString());
        } else {
            return; // no display
        }
        try {
            // java.awt.Desktop would load the whole window system into this process and print its messages to the
            // terminal
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // the user can open the printed address
        }
    }
}
