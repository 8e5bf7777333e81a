package io.elbo.studio;

import java.nio.file.Path;

/**
 * The options of a studio.
 *
 * @param folder the folder whose subfolders are runs
 * @param port the port on the loopback address; 0 for any free port
 * @param readOnly whether the studio refuses to start, stop or delete runs
 * @param launcher starts trainings; null if the studio cannot start them
 */
public record StudioOptions(Path folder, int port, boolean readOnly, Launcher launcher) {
    private static final int MOST = 65_535;

    public StudioOptions {
        if (folder == null) {
            throw new IllegalArgumentException("folder: is missing");
        }
        if (port < 0 || port > MOST) {
            throw new IllegalArgumentException("port " + port + ": must be 0 to " + MOST);
        }
    }
}
