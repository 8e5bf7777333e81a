package io.elbo.studio;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder of a run.
 *
 * @param id the id that the page uses for the run
 * @param name the name of the folder
 */
record StudioRun(String id, String name, Path folder) {
    static final String LOG = "studio.log";
    /** The file with the spec that the studio started the run with; the training writes its own spec.json. */
    static final String SPEC = "studio-spec.json";

    Path model() {
        return folder.resolve("model.safetensors");
    }

    Path log() {
        return folder.resolve(LOG);
    }

    /** Returns whether the folder contains a model file. A link does not count. */
    boolean hasModel() {
        return Files.isRegularFile(model(), LinkOption.NOFOLLOW_LINKS);
    }
}
