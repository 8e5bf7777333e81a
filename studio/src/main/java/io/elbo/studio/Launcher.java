package io.elbo.studio;

import io.elbo.studio.request.TrainRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Starts each training in a separate process, which continues after the studio ends. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts a process.
     *
     * @param request the settings of the training, including the folder of its run
     * @param log the file to which the process appends its output
     */
    Process start(TrainRequest request, Path log) throws IOException;
}
