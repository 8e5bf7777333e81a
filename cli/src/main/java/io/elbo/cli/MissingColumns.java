package io.elbo.cli;

import io.elbo.data.Shown;
import io.elbo.data.table.ColumnMatch;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The treatment of a table that lacks columns of the model. */
final class MissingColumns {
    private static final int MOST_SAID = 400;

    @Option(
            names = "--allow-missing-columns",
            order = 22,
            description =
                    "Score rows even if the table lacks half of the model's columns or more (tables only). Default: "
                            + "refuse such tables, and warn about fewer missing columns")
    private boolean allowed;

    /** Warns about missing columns, and refuses a table that lacks half of them or more unless this is allowed. */
    void check(Schema schema, TableSource source, CommandSpec command) {
        ColumnMatch match = ColumnMatch.of(schema, source.columns());
        List<String> lacking = match.lacking(schema);
        // the reader refuses a table with none of the columns in any case
        if (lacking.isEmpty() || match.missing().size() == schema.columns().size()) {
            return;
        }
        long all = schema.columns().stream()
                .filter(column -> !column.type().ignored())
                .count();
        String what = lacking.size() + " of the " + all + " columns that the model uses "
                + (lacking.size() == 1 ? "is missing" : "are missing") + ": "
                + Shown.brief(String.join(", ", lacking), MOST_SAID);
        if (2L * lacking.size() >= all && !allowed) {
            throw new ParameterException(
                    command.commandLine(),
                    source.name() + ": " + what
                            + "; scores of such rows mean little; --allow-missing-columns scores them by the remaining columns");
        }
        Say.warning(
                what + "; rows are scored by the remaining columns: anomalies in the missing columns are not found, "
                        + "and p-values compare with complete rows");
    }
}
