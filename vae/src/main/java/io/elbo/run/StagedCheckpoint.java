package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.training.loop.Lifecycle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The checkpoint of a run of several stages: one safetensors file with the spec of the run, the digest of its data, the outcomes of the
 * stages that are done and the state of the one that is trained. The file is whole at any time.
 */
public final class StagedCheckpoint implements Lifecycle.Keeper {
    private static final String RUN = "run";
    private static final String DIGEST = "data";
    private static final String STAGES = "stages";
    /** Of the names of tensors: between the name of a stage and that of a tensor. */
    private static final String AT = "/";

    private final Path file;
    private final String format;
    private final String run;
    private final String digest;
    private final Map<String, Safetensors> outcomes = new LinkedHashMap<>();
    private String stage;
    private Safetensors state;
    private long every;
    private Runnable before = () -> {};
    private long saved = System.nanoTime();

    /**
     * What the file says of a stage.
     *
     * @param done whether what is kept is its outcome, else its state
     * @param texts of it
     */
    private record Kept(String name, boolean done, Map<String, String> texts) {
        private Kept {
            if (name == null || texts == null) {
                throw new IllegalArgumentException("stages: needs name and texts of each");
            }
        }
    }

    /**
     * A checkpoint without a stage.
     *
     * @param format names the kind of run and the version, with a number at its end
     * @param run the spec as JSON
     * @param digest of the data
     */
    public StagedCheckpoint(Path file, String format, String run, String digest) {
        this.file = file;
        this.format = format;
        this.run = run;
        this.digest = digest;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws DataException if the file is not valid, naming the file and the fault
     */
    public static StagedCheckpoint read(Path file, String format) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, format, "checkpoint", file);
        StagedCheckpoint read = new StagedCheckpoint(
                file, format, ModelFile.text(contents, RUN, file), ModelFile.text(contents, DIGEST, file));
        Kept[] stages = Json.read(ModelFile.text(contents, STAGES, file), Kept[].class, file + ": " + STAGES);
        for (Kept kept : stages) {
            Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
            contents.tensors().forEach((name, tensor) -> {
                if (name.startsWith(kept.name + AT)) {
                    tensors.put(name.substring(kept.name.length() + AT.length()), tensor);
                }
            });
            Safetensors part = new Safetensors(kept.texts, tensors);
            if (kept.done) {
                read.outcomes.put(kept.name, part);
            } else {
                read.stage = kept.name;
                read.state = part;
            }
        }
        return read;
    }

    /** Whether a file is a checkpoint of a format. */
    public static boolean is(Path file, String format) {
        return Files.isRegularFile(file)
                && format.equals(Safetensors.read(file).metadata().get(ModelFile.FORMAT));
    }

    /** How much may be lost to a crash, and what is written before each checkpoint. */
    public StagedCheckpoint saving(Duration often, Runnable first) {
        every = often.toNanos();
        before = first;
        return this;
    }

    /** The spec as JSON. */
    public String run() {
        return run;
    }

    /** Of the data. */
    public String digest() {
        return digest;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Optional<Safetensors> outcome(String name) {
        return Optional.ofNullable(outcomes.get(name));
    }

    @Override
    public Optional<Safetensors> state(String name) {
        return name.equals(stage) ? Optional.of(state) : Optional.empty();
    }

    @Override
    public void done(String name, Supplier<Safetensors> outcome) {
        outcomes.keySet().removeIf(other -> other.startsWith(name + "."));
        outcomes.put(name, outcome.get());
        stage = null;
        state = null;
        saveSometimes();
    }

    @Override
    public void after(String name, boolean epochEnded, Supplier<Safetensors> now) {
        if (due()) {
            stopped(name, now);
        }
    }

    @Override
    public void stopped(String name, Supplier<Safetensors> now) {
        stage = name;
        state = now.get();
        save();
    }

    private boolean due() {
        return System.nanoTime() - saved >= every;
    }

    private void saveSometimes() {
        if (due()) {
            save();
        }
    }

    /** Writes the file. */
    public void save() {
        before.run();
        Map<String, Safetensors> all = new LinkedHashMap<>(outcomes);
        if (stage != null) {
            all.put(stage, state);
        }
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        all.forEach((name, part) -> part.tensors().forEach((tensor, value) -> tensors.put(name + AT + tensor, value)));
        Kept[] stages = all.entrySet().stream()
                .map(e -> new Kept(
                        e.getKey(), !e.getKey().equals(stage), e.getValue().metadata()))
                .toArray(Kept[]::new);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, format);
        metadata.put(RUN, run);
        metadata.put(DIGEST, digest);
        metadata.put(STAGES, Json.write(stages));
        new Safetensors(metadata, tensors).write(file);
        saved = System.nanoTime();
    }
}
