package io.elbo.cli;

import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import io.elbo.studio.request.TrainSetting.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The flags of {@code elbo train}: those that were given, and which of them go together. */
final class TrainFlags {
    private TrainFlags() {}

    /** What the user typed. */
    static TrainRequest given(CommandSpec command) {
        Map<TrainSetting, List<String>> said = new LinkedHashMap<>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            TrainSetting.of(option.longestName())
                    .ifPresent(setting ->
                            said.put(setting, setting.takesValue() ? option.originalStringValues() : List.of()));
        }
        return new TrainRequest(said);
    }

    /** Those of the data, as they would be typed again. */
    static List<String> ofData(TrainRequest given) {
        return given.only(setting -> setting.part() == Part.DATA).words();
    }

    /**
     * Refuses flags that do not go together.
     *
     * @param table whether the data are one
     * @param exact whether the model is computed
     */
    static void check(TrainRequest given, boolean table, boolean exact, CommandSpec command) {
        if (given.has(TrainSetting.SPEC)) {
            refuse(
                    given,
                    setting -> setting.part() == Part.MODEL,
                    "--spec says what the model is; it does not go with %s",
                    command);
        }
        if (table) {
            refuse(given, setting -> !setting.ofTables(), "%s does not go with a table as --data", command);
        } else {
            refuse(
                    given,
                    TrainSetting::ofTablesOnly,
                    "%s goes with a table as --data only, such as people.csv",
                    command);
        }
        if (given.has(TrainSetting.RESUME)) {
            refuse(
                    given,
                    setting -> !setting.ofResumed(),
                    "--resume goes on as the run began; it does not go with %s",
                    command);
        }
        if (exact) {
            refuse(
                    given,
                    setting -> !setting.ofExact(),
                    "--model pca is computed, not trained; it does not go with %s",
                    command);
        }
    }

    private static void refuse(TrainRequest given, Predicate<TrainSetting> wrong, String message, CommandSpec command) {
        String flags = given.settings().stream()
                .filter(wrong)
                .map(TrainSetting::flag)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!flags.isEmpty()) {
            throw new ParameterException(command.commandLine(), String.format(message, flags));
        }
    }
}
