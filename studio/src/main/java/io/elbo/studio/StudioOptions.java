package io.elbo.studio;

import java.nio.file.Path;

/**
 * What a studio shows, and where.
 *
 * @param folder whose folders are runs
 * @param port of the loopback address; 0 for any that is free
 * @param readOnly whether nothing may be started, stopped or deleted
 * @param launcher starts trainings; null if there is no way to
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
