package io.elbo.studio;

import io.elbo.studio.request.TrainRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Starts trainings: each a process of its own, which goes on when the studio ends. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts a process.
     *
     * @param request what the training is to be, and the folder of its run
     * @param log what it prints goes to the end of this file
     */
    Process start(TrainRequest request, Path log) throws IOException;
}
