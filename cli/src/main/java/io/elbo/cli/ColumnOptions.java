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

/** The column types and missing values that the user sets instead of having them inferred. */
final class ColumnOptions {
    private static final String KINDS = Arrays.stream(ColumnKind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    @Option(
            names = "--missing",
            paramLabel = "MARK",
            split = ",",
            description =
                    "Texts that stand for a missing value, separated by commas. Default: empty text, NA, ?, null and "
                            + "similar")
    private List<String> missing;

    @Option(
            names = "--as",
            paramLabel = "COL=TYPE",
            description =
                    "Type of a column that is inferred wrongly: category, number, date, identifier or text. The model "
                            + "ignores identifiers and text. May be given several times.")
    private List<String> as = List.of();

    /** Refuses invalid values before any work. */
    void check(CommandSpec command) {
        kinds(command);
    }

    /** Reads the table once and infers the rest. */
    InferredSchema infer(TableSource source, CommandSpec command) {
        InferenceOptions options = InferenceOptions.defaults().withKinds(kinds(command));
        return Schema.infer(
                new CountedTable(source, "Inferring the schema"),
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
                        command.commandLine(), "--as: '" + one + "' must be COLUMN=TYPE; TYPE is one of " + KINDS);
            }
            if (kinds.put(one.substring(0, at).strip(), ColumnKind.valueOf(kind)) != null) {
                throw new ParameterException(
                        command.commandLine(), "--as: '" + one + "' sets a second type for its column");
            }
        }
        return kinds;
    }
}
