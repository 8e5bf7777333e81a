package io.elbo.studio;

import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.TableRows;
import io.elbo.evaluation.Encoding;
import io.elbo.table.TableModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table. Their labels are the levels of the first column of categories.
 *
 * @param rows by the columns of the model's schema
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
                : levels(model.schema().columns().get(column).type());
    }

    private int labelColumn() {
        List<Column> columns = model.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (!levels(columns.get(i).type()).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> levels(ColumnType type) {
        if (type instanceof ColumnType.Category category) {
            return category.levels();
        }
        return type instanceof ColumnType.Ordinal ordinal ? ordinal.levels() : List.of();
    }

    /** The cells of a row as texts, by column. */
    Map<String, String> cells(double[] row) {
        Map<String, String> cells = new LinkedHashMap<>();
        List<Column> columns = model.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i).name(), text(i, row[i]));
        }
        return cells;
    }

    /** A value as its column writes it; nothing where there is none. */
    String text(int column, double value) {
        return Double.isNaN(value)
                ? ""
                : model.schema().columns().get(column).type().codec().format(value);
    }

    /** The same of a number that may lie between those that the column has. */
    String text(String column, double value) {
        return text(model.schema().names().indexOf(column), value);
    }

    /** What is decoded, as texts. */
    List<List<String>> decoded(float[][] latents) {
        return Arrays.stream(model.decode(latents))
                .map(row -> List.copyOf(cells(row).values()))
                .toList();
    }
}
