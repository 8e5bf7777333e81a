package io.elbo.semi;

import io.elbo.file.Safetensors;
import io.elbo.json.Json;
import io.elbo.training.loop.Kept;
import io.elbo.training.loop.StateTensors;
import io.elbo.training.loop.TrainingState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The states of an {@link M2Task} in a checkpoint. */
record M2States(M2Spec spec, M2Training training) implements Kept<TrainingState<M2Epoch>> {
    /**
     * The position of a training run.
     *
     * @param step the number of steps made
     * @param seconds of training
     * @param sums of the task
     * @param epochs the metrics of the epochs so far
     * @param bestEpoch the best of them, from 1; 0 if there is none
     */
    record Position(long step, double seconds, List<Double> sums, List<M2Epoch> epochs, int bestEpoch) {
        Position {
            epochs = epochs == null ? List.of() : List.copyOf(epochs);
            if (sums == null || sums.size() != 4 || sums.stream().anyMatch(s -> s == null)) {
                throw new IllegalArgumentException("sums: must be 4 numbers");
            }
        }
    }

    /** Reads the position of a state that was written. */
    static Position position(Safetensors kept, Path file) {
        return Json.read(StateTensors.position(kept, file), Position.class, file + ": position");
    }

    @Override
    public Safetensors write(TrainingState<M2Epoch> state) {
        Position position = new Position(
                state.step(),
                state.seconds(),
                Arrays.stream(state.sums()).boxed().toList(),
                state.epochs(),
                state.bestEpoch());
        return StateTensors.write(Json.write(position), state);
    }

    @Override
    public TrainingState<M2Epoch> read(Safetensors kept, Path file) {
        Position position = position(kept, file);
        StateTensors tensors = StateTensors.read(
                kept, M2Program.parameters(spec), training.training().optimizer(), file);
        return new TrainingState<>(
                position.step,
                position.seconds,
                position.sums.stream().mapToDouble(d -> d).toArray(),
                position.epochs,
                position.bestEpoch,
                tensors.weights(),
                tensors.moments(),
                tensors.best());
    }
}
