package io.elbo.training.loop;

import io.elbo.data.DataException;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a training needs to go on as if it had never stopped.
 *
 * @param run what is trained and how
 * @param digest of the data
 * @param position where it is
 * @param weights now
 * @param moments what the optimizer remembers
 * @param best the weights of the best epoch; null if those are the weights now, or there is none yet
 */
public record Checkpoint(
        RunSpec run, String digest, Position position, Parameters weights, List<Parameters> moments, Parameters best) {
    private static final String KIND = "elbo-checkpoint-1";
    private static final String RUN = "run";
    private static final String POSITION = "position";
    private static final String DIGEST = "data";

    /**
     * Where a training is.
     *
     * @param step steps made
     * @param seconds of training
     * @param reconstruction sum over the current epoch's rows so far
     * @param kl the same of the KL divergence
     * @param epochs what the epochs came to so far
     * @param bestEpoch the best of them, from 1; 0 if there is none
     */
    public record Position(
            long step, double seconds, double reconstruction, double kl, List<EpochMetrics> epochs, int bestEpoch) {
        public Position {
            epochs = epochs == null ? List.of() : List.copyOf(epochs);
            for (int i = 0; i < epochs.size(); i++) {
                if (epochs.get(i).epoch() != i + 1 || epochs.get(i).train() == null) {
                    throw new IllegalArgumentException("epochs[" + i + "] is not epoch " + (i + 1) + " with its train");
                }
            }
            if (step < 0 || bestEpoch < 0 || bestEpoch > epochs.size()) {
                throw new IllegalArgumentException("step " + step + " and best epoch " + bestEpoch + " of "
                        + epochs.size() + " do not fit together");
            }
        }
    }

    public void write(Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.FORMAT, KIND);
        metadata.put(RUN, run.toJson());
        metadata.put(DIGEST, digest);
        metadata.put(POSITION, Json.write(position));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", weights);
        for (int i = 0; i < moments.size(); i++) {
            ModelFile.put(tensors, moment(i), moments.get(i));
        }
        if (best != null) {
            ModelFile.put(tensors, "best.", best);
        }
        new Safetensors(metadata, tensors).write(file);
    }

    private static String moment(int i) {
        return "moment." + i + ".";
    }

    public static Checkpoint read(Path file) {
        Safetensors contents = Safetensors.read(file);
        ModelFile.checkFormat(contents, KIND, "checkpoint", file);
        RunSpec run = Json.read(ModelFile.text(contents, RUN, file), RunSpec.class, file + ": run");
        if (run.training() == null) {
            throw new DataException(file + ": run.training is missing");
        }
        Position position = Json.read(ModelFile.text(contents, POSITION, file), Position.class, file + ": position");
        Parameters weights = ModelFile.get(contents, "", run.model(), file);
        List<Parameters> moments = new ArrayList<>();
        for (int i = 0; i < run.training().optimizer().moments(); i++) {
            moments.add(ModelFile.get(contents, moment(i), run.model(), file));
        }
        Parameters best = null;
        if (contents.tensors().keySet().stream().anyMatch(n -> n.startsWith("best."))) {
            best = ModelFile.get(contents, "best.", run.model(), file);
        }
        return new Checkpoint(run, ModelFile.text(contents, DIGEST, file), position, weights, moments, best);
    }
}
