package io.elbo.cli;

import io.elbo.data.Shown;
import io.elbo.data.table.ColumnMatch;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What becomes of a table that lacks columns of the model by which its rows are judged. */
final class MissingColumns {
    private static final int MOST_SAID = 400;

    @Option(
            names = "--allow-missing-columns",
            order = 22,
            description =
                    "Of tables: score rows that lack half of the model's columns or more. Default: they are refused, "
                            + "and fewer missing columns are warned about")
    private boolean allowed;

    /** Warns of some, and refuses a table that lacks most. */
    void check(Schema schema, TableSource source, CommandSpec command) {
        ColumnMatch match = ColumnMatch.of(schema, source.columns());
        List<String> lacking = match.lacking(schema);
        // a table that has none of the columns is refused by who reads it, whatever is allowed
        if (lacking.isEmpty() || match.missing().size() == schema.columns().size()) {
            return;
        }
        long all = schema.columns().stream()
                .filter(column -> !column.type().ignored())
                .count();
        String what = lacking.size() + " of the " + all + " columns that the model looks at "
                + (lacking.size() == 1 ? "is missing" : "are missing") + ": "
                + Shown.brief(String.join(", ", lacking), MOST_SAID);
        if (2L * lacking.size() >= all && !allowed) {
            throw new ParameterException(
                    command.commandLine(),
                    source.name() + ": " + what
                            + "; scores would say little of such rows; with --allow-missing-columns "
                            + "they are scored by the others alone");
        }
        Say.warning(what + "; rows are judged by the others alone: what is strange in these is not found, and p-values "
                + "compare with whole rows");
    }
}
