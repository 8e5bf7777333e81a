package io.elbo.studio;

import io.elbo.data.table.Column;
import io.elbo.data.table.TableRows;
import io.elbo.evaluation.Encoding;
import io.elbo.table.TableModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of a run that was trained on a table. Their labels are the levels of the first categorical column.
 *
 * @param rows the rows, in the column order of the model's schema
 */
record TableItems(TableModel model, TableRows rows) implements Items {
    private static final long SEED = 1;
    private static final int DRAWS = 4;

    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public Encoding encode(int[] items) {
        return model.encoding(rows(items));
    }

    @Override
    public double[] elbo(int[] items) {
        return model.elbo(rows(items), DRAWS, SEED);
    }

    double[][] rows(int[] items) {
        return rows.select(items).toArray();
    }

    @Override
    public int[] labels() {
        int column = labelColumn();
        if (column < 0) {
            return null;
        }
        int[] labels = new int[count()];
        for (int i = 0; i < labels.length; i++) {
            double level = rows.value(i, column);
            labels[i] = Double.isNaN(level) ? -1 : (int) level;
        }
        return labels;
    }

    @Override
    public List<String> labelNames() {
        int column = labelColumn();
        return column < 0
                ? List.of()
                : model.schema().columns().get(column).type().levels();
    }

    private int labelColumn() {
        List<Column> columns = model.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).type().levels().isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the cells of a row as text, by column name. */
    Map<String, String> cells(double[] row) {
        Map<String, String> cells = new LinkedHashMap<>();
        List<Column> columns = model.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i).name(), text(i, row[i]));
        }
        return cells;
    }

    /** Formats a value as its column writes it; returns an empty text for a missing value. */
    String text(int column, double value) {
        return Double.isNaN(value)
                ? ""
                : model.schema().columns().get(column).type().codec().format(value);
    }

    /** Formats a value, which may lie between the values that the column contains. */
    String text(String column, double value) {
        return text(model.schema().names().indexOf(column), value);
    }

    /** Returns the decoded rows as text. */
    List<List<String>> decoded(float[][] latents) {
        return Arrays.stream(model.decode(latents))
                .map(row -> List.copyOf(cells(row).values()))
                .toList();
    }
}
