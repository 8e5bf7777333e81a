package io.elbo.example;

import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableFile;
import io.elbo.table.CellSurprise;
import io.elbo.table.ImputationOptions;
import io.elbo.table.TableModel;
import io.elbo.table.TableRun;
import io.elbo.table.TableScores;
import java.nio.file.Path;

/** The example of the README for tables. */
final class TableExample {
    private TableExample() {}

    static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        Schema schema =
                Schema.infer(TableFile.open(file), InferenceOptions.defaults()).schema();
        TableRun.Table table = TableRun.Table.read(TableFile.open(file), schema);

        TableModel model = TableModel.fit(schema, table.rows());
        model.save(file.resolveSibling("table.safetensors"));

        double[][] rows = table.rows().toArray(); // a column each, NaN where a cell is missing
        TableScores scores = model.score(rows);
        CellSurprise unusual = model.explain(rows[0], 50, 1).get(0);
        double[][] full = model.impute(rows, ImputationOptions.defaults()).single();
        double[][] drawn = model.synthesize(100, 1);
        System.out.printf(
                "first row: p-value %.3f, most surprising %s; %d rows filled in, %d drawn%n",
                scores.pValue()[0], unusual.column(), full.length, drawn.length);
    }
}
