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
     * Starts a studio. Its folder is made if it is absent, unless it is only to be read.
     *
     * @throws DataException if there is no such folder
     * @throws PortTakenException if another program listens at the port
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
                throw new DataException(folder + ": is no folder; one with runs in it is needed");
            }
            return folder.toRealPath();
        } catch (IOException e) {
            throw Folders.failure(folder, "cannot be opened", e);
        }
    }

    /** The port it listens at. */
    public int port() {
        return server.port();
    }

    /** The address of the page with the token that opens it: for the user alone, any number of times. */
    public URI address() {
        return server.address(server.session().token());
    }

    /**
     * The same with a token that works once and soon: what is given to a browser on a command line can be seen by other users.
     */
    public URI addressForOnce() {
        return server.address(server.session().ticket());
    }

    /** Ends the server; trainings that it started go on. */
    @Override
    public void close() {
        server.close();
    }
}
