package io.elbo.studio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts trainings: each a process of its own, which goes on when the studio ends. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts a process.
     *
     * @param arguments of the elbo command, beginning with {@code train}
     * @param log what it prints goes to the end of this file
     */
    Process start(List<String> arguments, Path log) throws IOException;
}
