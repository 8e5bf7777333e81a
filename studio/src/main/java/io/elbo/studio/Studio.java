package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.data.file.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server on this computer's loopback address, with a page that shows the runs of a folder. */
public final class Studio implements AutoCloseable {
    private final WebServer server;

    private Studio(WebServer server) {
        this.server = server;
    }

    /**
     * Starts a studio. Creates its folder if it does not exist, unless the studio is read-only.
     *
     * @throws DataException if the folder does not exist and is not created, or cannot be opened
     * @throws PortTakenException if another program listens on the port
     */
    public static Studio start(StudioOptions options) {
        return new Studio(WebServer.start(options, folder(options)));
    }

    private static Path folder(StudioOptions options) {
        Path folder = options.folder();
        if (!options.readOnly()) {
            Folders.make(folder);
        }
        try {
            if (!Files.isDirectory(folder)) {
                throw new DataException(folder + ": is not a folder; name the folder that holds the runs");
            }
            return folder.toRealPath();
        } catch (IOException e) {
            throw Folders.failure(folder, "cannot be opened", e);
        }
    }

    /** Returns the port on which the studio listens. */
    public int port() {
        return server.port();
    }

    /** Returns the address of the page with a token that opens it any number of times. Only the user should see it. */
    public URI address() {
        return server.address(server.session().token());
    }

    /**
     * Returns the address of the page with a token that works once and expires soon. Use it on a browser's command line, which other
     * users of the computer can see.
     */
    public URI addressForOnce() {
        return server.address(server.session().ticket());
    }

    /** Stops the server. Trainings that it started continue. */
    @Override
    public void close() {
        server.close();
    }
}
