package io.elbo.cli;

import io.elbo.data.table.ColumnKind;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.InferredSchema;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the user says of columns that are else found out. */
final class ColumnOptions {
    private static final String KINDS = Arrays.stream(ColumnKind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    @Option(
            names = "--missing",
            paramLabel = "MARK",
            split = ",",
            description = "Texts that stand for no value, with commas between. Default: nothing, NA, ?, null and such")
    private List<String> missing;

    @Option(
            names = "--as",
            paramLabel = "COL=TYPE",
            description =
                    "What a column is, where that is found out wrongly: category, number, date, identifier or text, "
                            + "of which the last two take no part. May be given several times.")
    private List<String> as = List.of();

    /** Refuses values that cannot be, before any work. */
    void check(CommandSpec command) {
        kinds(command);
    }

    /** Reads the table once and finds out the rest. */
    InferredSchema infer(TableSource source, CommandSpec command) {
        InferenceOptions options = InferenceOptions.DEFAULT.withKinds(kinds(command));
        return Schema.infer(
                new CountedTable(source, "Finding out what the columns hold"),
                missing == null ? options : options.withMissing(missing));
    }

    private Map<String, ColumnKind> kinds(CommandSpec command) {
        Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        for (String one : as) {
            int at = one.lastIndexOf('=');
            String kind = one.substring(at + 1).strip().toUpperCase(Locale.ROOT);
            if (at < 1
                    || Arrays.stream(ColumnKind.values())
                            .noneMatch(known -> known.name().equals(kind))) {
                throw new ParameterException(
                        command.commandLine(), "--as: '" + one + "' must be COLUMN=TYPE, the type one of " + KINDS);
            }
            if (kinds.put(one.substring(0, at).strip(), ColumnKind.valueOf(kind)) != null) {
                throw new ParameterException(
                        command.commandLine(), "--as: '" + one + "' says a second thing of its column");
            }
        }
        return kinds;
    }
}
