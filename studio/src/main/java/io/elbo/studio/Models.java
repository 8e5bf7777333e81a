package io.elbo.studio;

/** Loads the models of runs from their current files and keeps the four most recently used. */
final class Models {
    private static final int KEPT = 4;

    private final Recent<FileState, Loaded> kept = new Recent<>(KEPT);

    Loaded of(StudioRun run) {
        if (!run.hasModel()) {
            throw Problem.notNow("this run has no model yet; the first is saved after the first epoch");
        }
        FileState state = FileState.of(run.model());
        return kept.get(state, s -> Loaded.of(run, s));
    }
}
