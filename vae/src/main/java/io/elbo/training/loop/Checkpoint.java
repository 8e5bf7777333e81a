package io.elbo.training.loop;

import io.elbo.data.DataException;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The checkpoint of a run that trains one VAE.
 *
 * @param run what is trained and how
 * @param digest of the data
 */
public record Checkpoint(RunSpec run, String digest, TrainingState<EpochMetrics> state) {
    private static final String FORMAT = "elbo-checkpoint-1";
    private static final String RUN = "run";
    private static final String DIGEST = "data";

    public void write(Path file) {
        Safetensors kept = new VaeStates(run).write(state);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, FORMAT);
        metadata.put(RUN, run.toJson());
        metadata.put(DIGEST, digest);
        metadata.putAll(kept.metadata());
        new Safetensors(metadata, kept.tensors()).write(file);
    }

    public static Checkpoint read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, FORMAT, "checkpoint", file);
        RunSpec run = Json.read(ModelFile.text(contents, RUN, file), RunSpec.class, file + ": run");
        if (run.training() == null) {
            throw new DataException(file + ": run.training is missing");
        }
        TrainingState<EpochMetrics> state = new VaeStates(run).read(contents, file);
        if (state.moments().size() != run.training().optimizer().moments()) {
            throw new DataException(file + ": tensors of the optimizer are missing");
        }
        return new Checkpoint(run, ModelFile.text(contents, DIGEST, file), state);
    }
}
