package io.elbo.studio;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A run's folder.
 *
 * @param id what the page calls it
 * @param name of the folder
 */
record StudioRun(String id, String name, Path folder) {
    static final String LOG = "studio.log";
    /** The spec that a run was started with; the training writes its own spec.json. */
    static final String SPEC = "studio-spec.json";

    Path model() {
        return folder.resolve("model.safetensors");
    }

    Path log() {
        return folder.resolve(LOG);
    }

    /** Whether there is a model; a link to one elsewhere is none. */
    boolean hasModel() {
        return Files.isRegularFile(model(), LinkOption.NOFOLLOW_LINKS);
    }
}
