package io.elbo.studio;

import io.elbo.spec.Change;
import io.elbo.studio.request.ChangeRequest;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Changes of a training as fields of the page's form for a new run; what the form has no field for is named as one. */
final class FormWords {
    private static final Map<TrainSetting, String> LABELS = Map.ofEntries(
            Map.entry(TrainSetting.BETA, "Weight of the KL divergence"),
            Map.entry(TrainSetting.BINARIZE, "Binarization"),
            Map.entry(TrainSetting.CLIP_NORM, "Bound of the gradients' norm"),
            Map.entry(TrainSetting.DATA, "Data"),
            Map.entry(TrainSetting.EPOCHS, "Epochs"),
            Map.entry(TrainSetting.FREE_BITS, "Nats a latent carries for free"),
            Map.entry(TrainSetting.HIDDEN, "Hidden units"),
            Map.entry(TrainSetting.IGNORE, "Columns to ignore"),
            Map.entry(TrainSetting.KL_WARM_UP, "Epochs of warm-up of the KL divergence"),
            Map.entry(TrainSetting.LATENT, "Latents"),
            Map.entry(TrainSetting.LEARNING_RATE, "Learning rate"),
            Map.entry(TrainSetting.LIKELIHOOD, "Likelihood"),
            Map.entry(TrainSetting.OBJECTIVE, "What is maximised"),
            Map.entry(TrainSetting.PATIENCE, "Epochs of patience"),
            Map.entry(TrainSetting.PRIOR, "Prior"),
            Map.entry(TrainSetting.SCHEDULE, "Schedule of the learning rate"),
            Map.entry(TrainSetting.VARIANCE, "Variance"));

    /** @param value as it is put in */
    record Field(String field, String value) {
        private String words() {
            return quoted(field) + " " + value;
        }
    }

    private FormWords() {}

    /** What to put where; nothing of a change that the user has to choose. */
    static List<Field> fields(List<Change> changes) {
        TrainRequest request = ChangeRequest.of(changes);
        return request.said().entrySet().stream()
                // an objective's own numbers are below it in the form, with what is usual there
                .filter(said -> !request.has(TrainSetting.OBJECTIVE) || said.getKey() == TrainSetting.OBJECTIVE)
                .map(said -> new Field(label(said.getKey()), String.join(",", said.getValue())))
                .toList();
    }

    /** A change in a sentence. */
    static String words(Change change) {
        List<Field> fields = fields(List.of(change));
        if (!fields.isEmpty()) {
            return fields.stream().map(Field::words).collect(Collectors.joining(" and "));
        }
        return change instanceof Change.Open open ? words(open) : change.words();
    }

    private static String words(Change.Open open) {
        return switch (open) {
            case LARGER_KL_WEIGHT -> "a larger " + quoted(TrainSetting.BETA);
            case SMALLER_KL_WEIGHT -> "a smaller " + quoted(TrainSetting.BETA);
            case LARGER_VARIANCE -> "a larger " + quoted(TrainSetting.VARIANCE) + " of a gaussian likelihood";
            case FEWER_HIDDEN_UNITS -> "fewer " + quoted(TrainSetting.HIDDEN);
            case DROPOUT -> "dropout in a spec file";
            case RESUMED -> "resume the run with them";
            case OTHER_DATA -> quoted(TrainSetting.DATA);
            case FEWER_COLUMNS -> quoted(TrainSetting.IGNORE);
        };
    }

    private static String quoted(TrainSetting setting) {
        return quoted(label(setting));
    }

    private static String quoted(String label) {
        return "\"" + label + "\"";
    }

    private static String label(TrainSetting setting) {
        String label = LABELS.get(setting);
        if (label == null) {
            throw new IllegalArgumentException(setting + ": has no label");
        }
        return label;
    }
}
