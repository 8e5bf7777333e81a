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

/** The given flags of {@code elbo train}, and which of them can be combined. */
final class TrainFlags {
    private TrainFlags() {}

    /** Returns the flags that the user typed. */
    static TrainRequest given(CommandSpec command) {
        Map<TrainSetting, List<String>> said = new LinkedHashMap<>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            TrainSetting.of(option.longestName())
                    .ifPresent(setting ->
                            said.put(setting, setting.takesValue() ? option.originalStringValues() : List.of()));
        }
        return new TrainRequest(said);
    }

    /** Returns the data flags as they would be typed again. */
    static List<String> ofData(TrainRequest given) {
        return given.only(setting -> setting.part() == Part.DATA).words();
    }

    /**
     * Refuses flags that cannot be combined.
     *
     * @param table whether the data are a table
     * @param exact whether the model is computed, not trained
     */
    static void check(TrainRequest given, boolean table, boolean exact, CommandSpec command) {
        if (given.has(TrainSetting.SPEC)) {
            refuse(
                    given,
                    setting -> setting.part() == Part.MODEL,
                    "--spec defines the model; it cannot be used with %s",
                    command);
        }
        if (table) {
            refuse(given, setting -> !setting.ofTables(), "%s: not allowed with a table as --data", command);
        } else {
            refuse(
                    given,
                    TrainSetting::ofTablesOnly,
                    "%s: only allowed with a table as --data, such as people.csv",
                    command);
        }
        if (given.has(TrainSetting.RESUME)) {
            refuse(
                    given,
                    setting -> !setting.ofResumed(),
                    "--resume keeps the settings of the run; it cannot be used with %s",
                    command);
        }
        if (exact) {
            refuse(
                    given,
                    setting -> !setting.ofExact(),
                    "--model pca is computed, not trained; it cannot be used with %s",
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
