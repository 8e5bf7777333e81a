package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.Folders;
import io.elbo.run.RunData;
import io.elbo.run.RunFolder;
import io.elbo.run.RunStatus;
import io.elbo.spec.RunSpec;
import io.elbo.studio.request.DataRequest;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import io.elbo.table.TableSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Starts, stops, resumes and deletes trainings, each of which runs in a separate process. */
final class Trainings {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** A command that refuses its flags ends within this time. Starting Java takes most of it. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long LOOK_MILLIS = 25;

    private final RunList runs;
    private final Summaries summaries;
    private final Launcher launcher;

    /** @param launcher null if trainings cannot be started */
    Trainings(RunList runs, Summaries summaries, Launcher launcher) {
        this.runs = runs;
        this.summaries = summaries;
        this.launcher = launcher;
    }

    /** Starts the run that a request describes and returns the answer. */
    Map<String, Object> start(JsonNode body) {
        requireLauncher();
        TrainRequest wanted = PageRequest.read(body.path("flags"));
        if (body.has("like")) {
            return startLike(runs.get(body.path("like").asText()), wanted);
        }
        String name = body.path("name").asText("");
        if (!NAME.matcher(name).matches()) {
            throw Problem.wrong(
                    "name: must be 1 to 64 letters, digits, dots, dashes or underscores and start with a letter or digit");
        }
        JsonNode given = body.path("spec");
        if (!given.isMissingNode() && !given.isObject()) {
            throw Problem.wrong("spec: must be an object");
        }
        String spec = given.isMissingNode() ? null : JsonText.text(given);
        StudioRun run = make(name, spec);
        if (spec != null) {
            checkSpec(run);
        }
        return launch(run, wanted, spec != null, null);
    }

    private Map<String, Object> startLike(StudioRun like, TrainRequest change) {
        Like made = like(like, change);
        StudioRun run = make(unused(like.name()), made.spec());
        String dataOfRun = change.has(TrainSetting.DATA)
                ? null
                : made.request().value(TrainSetting.DATA).orElse(null);
        return launch(run, made.request(), made.spec() != null, dataOfRun);
    }

    /** @param spec the spec as JSON, or null for none */
    private record Like(String spec, TrainRequest request) {}

    private static Like like(StudioRun like, TrainRequest change) {
        RunData data = data(like);
        TrainRequest request = DataRequest.of(data);
        if (data.table()) {
            // the new run uses the same column types as this run
            Path schema = like.folder().resolve("schema.json");
            if (Files.isRegularFile(schema, LinkOption.NOFOLLOW_LINKS)) {
                request = request.with(TrainSetting.SCHEMA, schema.toString());
            }
            Optional<TableSpec> spec = Summaries.tableSpec(like);
            return spec.isPresent()
                    ? new Like(
                            SpecChange.of(spec.get(), change).toJson(),
                            request.with(change.only(setting -> !SpecChange.OF_TABLES.contains(setting))))
                    : new Like(null, request.with(change));
        }
        RunSpec spec = Summaries.spec(like)
                .filter(s -> s.training() != null)
                .orElseThrow(
                        () -> Problem.wrong("this run has no spec with training settings to start another run from"));
        return new Like(
                SpecChange.of(spec, change).toJson(),
                request.with(change.only(setting -> !SpecChange.OF_IMAGES.contains(setting))));
    }

    private static RunData data(StudioRun run) {
        return Summaries.data(run)
                .orElseThrow(() -> Problem.wrong("this run's folder does not say what it was trained on"));
    }

    private String unused(String name) {
        String base = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        base = base.replaceFirst("-\\d{1,6}$", "");
        base = base.isEmpty() ? "run" : base.substring(0, Math.min(50, base.length()));
        for (int i = 2; ; i++) {
            if (!Files.exists(runs.root().resolve(base + "-" + i), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                return base + "-" + i;
            }
        }
    }

    /** Creates the folder and writes the spec to it, if there is one. */
    private StudioRun make(String name, String spec) {
        StudioRun run = runs.run(runs.root().resolve(name));
        try {
            Files.createDirectory(run.folder());
        } catch (FileAlreadyExistsException e) {
            throw Problem.notNow("name: '" + name + "' already exists");
        } catch (IOException e) {
            throw Folders.failure(run.folder(), "cannot be created", e);
        }
        if (spec != null) {
            AtomicFile.write(specFile(run), out -> out.write(spec.getBytes(StandardCharsets.UTF_8)));
        }
        return run;
    }

    private static Path specFile(StudioRun run) {
        return run.folder().resolve(StudioRun.SPEC);
    }

    private void checkSpec(StudioRun run) {
        try {
            String text = Files.readString(specFile(run));
            if (TableSpec.isOne(text, "spec")) {
                TableSpec.read(specFile(run));
            } else {
                RunSpec.read(specFile(run));
            }
        } catch (IOException e) {
            throw new DataException("the spec cannot be read again", e);
        } catch (DataException e) {
            Deletion.of(run);
            throw Problem.wrong(e.getMessage().replace(specFile(run).toString(), "spec"));
        }
    }

    /**
     * Returns why a training refused to start. If a run folder, not the user, named the data, the answer quotes nothing from the data,
     * because run folders may come from anywhere.
     *
     * @param dataOfRun the data that the folder names; null if the user named the data
     */
    private static String complaint(StudioRun run, String dataOfRun) {
        String why = Summaries.complaint(run).orElse("the training ended immediately");
        return dataOfRun != null && why.contains(dataOfRun + ": ")
                ? dataOfRun + ": cannot be used with the settings of the run"
                : why;
    }

    private Map<String, Object> launch(StudioRun run, TrainRequest wanted, boolean spec, String dataOfRun) {
        TrainRequest request =
                TrainRequest.NONE.with(TrainSetting.OUT, run.folder().toString());
        if (spec) {
            request = request.with(TrainSetting.SPEC, specFile(run).toString());
        }
        Process process;
        try {
            process = launcher.start(request.with(wanted), run.log());
        } catch (IOException e) {
            Deletion.of(run);
            throw new DataException("the training cannot be started", e);
        }
        runs.started(run.folder(), process);
        if (refused(run, process, () -> RunFolder.isOne(run.folder()))) {
            String why = complaint(run, dataOfRun);
            runs.forget(run);
            Deletion.of(run);
            throw Problem.wrong(why.replace(run.folder().toString(), run.name()));
        }
        return Map.of("id", run.id());
    }

    /** Waits a short time and returns whether the process ended with an error before the training began. */
    private static boolean refused(StudioRun run, Process process, java.util.function.BooleanSupplier begun) {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < PATIENCE_NANOS && !begun.getAsBoolean()) {
                if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return process.exitValue() != 0 && !begun.getAsBoolean();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    void stop(StudioRun run) {
        if (summaries.status(run).state() != RunStatus.State.TRAINING) {
            throw Problem.notNow("this run is not training");
        }
        RunFolder.requestStop(run.folder());
    }

    void resume(StudioRun run, JsonNode body) {
        requireLauncher();
        if (summaries.status(run).state() == RunStatus.State.TRAINING) {
            throw Problem.notNow("this run is already training");
        }
        if (!Boolean.TRUE.equals(summaries.of(run).get("canResume"))) {
            throw Problem.notNow(
                    "this run cannot be resumed: its folder has no checkpoint or does not record its data");
        }
        TrainRequest request = TrainRequest.NONE
                .with(TrainSetting.RESUME, run.folder().toString())
                .with(DataRequest.of(data(run)));
        if (body.hasNonNull("epochs")) {
            request = request.with(TrainSetting.EPOCHS, String.valueOf(StudioLatents.whole(body, "epochs")));
        }
        try {
            Files.deleteIfExists(run.log());
            Process process = launcher.start(request, run.log());
            runs.started(run.folder(), process);
            if (refused(
                    run,
                    process,
                    () -> RunFolder.status(run.folder())
                            .map(s -> s.state() == RunStatus.State.TRAINING)
                            .orElse(false))) {
                throw Problem.wrong(
                        complaint(run, request.value(TrainSetting.DATA).orElse(null)));
            }
        } catch (IOException e) {
            throw new DataException("the training cannot be started", e);
        }
    }

    /** @return the files that remain because training and the studio did not write them */
    List<String> delete(StudioRun run, String name) {
        if (!run.name().equals(name)) {
            throw Problem.wrong("name: must be the name of the run, '" + run.name() + "'");
        }
        if (summaries.status(run).state() == RunStatus.State.TRAINING) {
            throw Problem.notNow("this run is training; stop it first");
        }
        List<String> left = Deletion.of(run);
        runs.forget(run);
        return left;
    }

    boolean canTrain() {
        return launcher != null;
    }

    private void requireLauncher() {
        if (launcher == null) {
            throw Problem.refused("this studio cannot start trainings");
        }
    }
}
