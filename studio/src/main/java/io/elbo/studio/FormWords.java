package io.elbo.studio;

import io.elbo.spec.Change;
import io.elbo.studio.request.ChangeRequest;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes changes of a training as fields of the page's new-run form. Settings without a field in the form also get a label. */
final class FormWords {
    private static final Map<TrainSetting, String> LABELS = Map.ofEntries(
            Map.entry(TrainSetting.BETA, "KL weight"),
            Map.entry(TrainSetting.BINARIZE, "Binarization"),
            Map.entry(TrainSetting.CLIP_NORM, "Maximum gradient norm"),
            Map.entry(TrainSetting.DATA, "Data"),
            Map.entry(TrainSetting.EPOCHS, "Epochs"),
            Map.entry(TrainSetting.FREE_BITS, "Free bits, nats per latent"),
            Map.entry(TrainSetting.HIDDEN, "Hidden units"),
            Map.entry(TrainSetting.IGNORE, "Columns to ignore"),
            Map.entry(TrainSetting.KL_WARM_UP, "KL warm-up epochs"),
            Map.entry(TrainSetting.LATENT, "Latents"),
            Map.entry(TrainSetting.LEARNING_RATE, "Learning rate"),
            Map.entry(TrainSetting.LIKELIHOOD, "Likelihood"),
            Map.entry(TrainSetting.OBJECTIVE, "Objective"),
            Map.entry(TrainSetting.PATIENCE, "Patience in epochs"),
            Map.entry(TrainSetting.PRIOR, "Prior"),
            Map.entry(TrainSetting.SCHEDULE, "Learning rate schedule"),
            Map.entry(TrainSetting.VARIANCE, "Variance"));

    /** @param value the text to enter into the field */
    record Field(String field, String value) {
        private String words() {
            return quoted(field) + " " + value;
        }
    }

    private FormWords() {}

    /** Returns the fields to fill in. A change whose value the user has to choose has none. */
    static List<Field> fields(List<Change> changes) {
        TrainRequest request = ChangeRequest.of(changes);
        return request.said().entrySet().stream()
                // the form shows an objective's own numbers below it, with their defaults
                .filter(said -> !request.has(TrainSetting.OBJECTIVE) || said.getKey() == TrainSetting.OBJECTIVE)
                .map(said -> new Field(label(said.getKey()), String.join(",", said.getValue())))
                .toList();
    }

    /** Returns a change as part of a sentence. */
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
