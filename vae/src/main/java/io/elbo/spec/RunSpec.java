package io.elbo.spec;

import io.elbo.data.DataException;
import io.elbo.json.Json;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run trains and how: the contents of {@code spec.json}.
 *
 * @param model what is trained
 * @param training how; null where a file holds a model only
 */
public record RunSpec(VaeSpec model, Training training) {
    public RunSpec {
        if (model == null) {
            throw new IllegalArgumentException("model: is missing");
        }
        if (training != null) {
            check(model, training);
        }
    }

    private static void check(VaeSpec model, Training training) {
        if (training.objective().needsRandomLatents() && !model.posterior().random()) {
            throw new IllegalArgumentException(
                    "objective: this one needs a random posterior; that of a plain autoencoder is a point");
        }
        if (training.objective().coupled() && model.prior().ownRows() > 0) {
            throw new IllegalArgumentException(
                    "objective: this one looks at all rows of a batch, as its prior does; the two"
                            + " do not go together");
        }
        if (training.corruption() != null) {
            List<Integer> seen = model.input() == null ? model.data() : model.input();
            training.corruption()
                    .check(model.inputImage().orElse(null), seen.stream().reduce(1, Math::multiplyExact));
        }
    }

    /**
     * Reads a file that holds a run's spec, or a model's spec alone.
     *
     * @throws DataException if the file is not valid, naming the file and the field
     */
    public static RunSpec read(Path file) {
        String text = Json.text(file);
        SpecFiles.other(text, file.toString()).ifPresent(what -> {
            throw new DataException(file + ": is the spec of " + what + "; one of a model of images is needed");
        });
        return Json.hasField(text, file.toString(), "model")
                ? Json.read(text, RunSpec.class, file.toString())
                : new RunSpec(Json.read(text, VaeSpec.class, file.toString()), null);
    }

    /** Returns this spec as JSON. */
    public String toJson() {
        return Json.write(this);
    }
}
