package io.elbo.training.loop;

import io.elbo.engine.Node;
import io.elbo.engine.Optimizer;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.file.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a {@link TrainingState} in a checkpoint.
 *
 * @param moments of the optimizer; none if the training is over
 * @param best null if those are the weights
 */
public record StateTensors(Parameters weights, List<Parameters> moments, Parameters best) {
    private static final String POSITION = "position";
    private static final String BEST = "best.";

    private static String moment(int i) {
        return "moment." + i + ".";
    }

    /** @param position as JSON */
    public static Safetensors write(String position, TrainingState<?> state) {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        ModelFile.put(tensors, "", state.weights());
        for (int i = 0; i < state.moments().size(); i++) {
            ModelFile.put(tensors, moment(i), state.moments().get(i));
        }
        if (state.best() != null) {
            ModelFile.put(tensors, BEST, state.best());
        }
        return new Safetensors(Map.of(POSITION, position), tensors);
    }

    /** The position as JSON. */
    public static String position(Safetensors kept, Path file) {
        return ModelFile.text(kept, POSITION, file);
    }

    /** @param nodes the parameters of what is trained */
    public static StateTensors read(Safetensors kept, Collection<Node> nodes, Optimizer optimizer, Path file) {
        Parameters weights = ModelFile.get(kept, "", nodes, file);
        List<Parameters> moments = new ArrayList<>();
        for (int i = 0; i < optimizer.moments() && has(kept, "moment."); i++) {
            moments.add(ModelFile.get(kept, moment(i), nodes, file));
        }
        Parameters best = has(kept, BEST) ? ModelFile.get(kept, BEST, nodes, file) : null;
        return new StateTensors(weights, moments, best);
    }

    private static boolean has(Safetensors kept, String prefix) {
        return kept.tensors().keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }
}
