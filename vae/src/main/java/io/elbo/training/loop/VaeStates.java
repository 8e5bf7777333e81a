package io.elbo.training.loop;

import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * The states of a {@link VaeTask} in a checkpoint.
 *
 * @param run what is trained
 */
public record VaeStates(RunSpec run) implements Kept<TrainingState<EpochMetrics>> {
    /**
     * Where a training is.
     *
     * @param step steps made
     * @param seconds of training
     * @param reconstruction sum over the current epoch's rows so far
     * @param kl the same of the KL divergence
     * @param epochs the metrics of the epochs so far
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

    @Override
    public Safetensors write(TrainingState<EpochMetrics> state) {
        Position position = new Position(
                state.step(), state.seconds(), state.sums()[0], state.sums()[1], state.epochs(), state.bestEpoch());
        return StateTensors.write(Json.write(position), state);
    }

    /** Where a training is, of a state that was written. */
    public static Position position(Safetensors kept, Path file) {
        return Json.read(StateTensors.position(kept, file), Position.class, file + ": position");
    }

    @Override
    public TrainingState<EpochMetrics> read(Safetensors kept, Path file) {
        Position position = position(kept, file);
        StateTensors tensors = StateTensors.read(
                kept, ModelFile.parameters(run.model()), run.training().optimizer(), file);
        return new TrainingState<>(
                position.step(),
                position.seconds(),
                new double[] {position.reconstruction(), position.kl()},
                position.epochs(),
                position.bestEpoch(),
                tensors.weights(),
                tensors.moments(),
                tensors.best());
    }
}
