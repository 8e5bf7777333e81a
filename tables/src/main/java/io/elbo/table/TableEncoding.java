package io.elbo.table;

import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.model.Categorical;
import io.elbo.model.Likelihood;
import io.elbo.model.LogisticMixture;
import io.elbo.model.ProductLikelihood;
import io.elbo.rows.Examples;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How the rows of a table become what a model sees. The encoder sees the cells of each column after one another, zeros where a
 * cell is missing, and then a flag for each, 1 where it is. The target has the lower ends of all numbers' intervals, their upper
 * ends, and then a one in the index of each level; a missing number is any number, and a missing level has no one: both have the
 * probability 1, so that they contribute nothing. A cell that does not fit counts as missing.
 *
 * @param columns those of the schema that take part, by their number there
 * @param cells how each is encoded
 */
record TableEncoding(List<Integer> columns, List<CellEncoding> cells) {
    TableEncoding {
        if (columns == null
                || cells == null
                || columns.stream().anyMatch(Objects::isNull)
                || cells.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("encoding: needs columns and cells");
        }
        if (columns.isEmpty() || columns.size() != cells.size()) {
            throw new IllegalArgumentException(
                    "encoding: " + columns.size() + " columns, " + cells.size() + " encodings");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("encoding: columns " + columns + "; none may come twice");
        }
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
    }

    /** @throws IllegalArgumentException if this is no encoding of a table of this schema for a model of its cells */
    void check(Schema schema) {
        checkColumns(schema);
        for (int i = 0; i < columns.size(); i++) {
            if (cells.get(i) instanceof CellEncoding.Fixed
                    || schema.columns().get(columns.get(i)).type().ignored()) {
                throw new IllegalArgumentException("encoding: column " + columns.get(i) + " has no values");
            }
        }
    }

    /** @throws IllegalArgumentException if this is no encoding of some columns of a table of this schema */
    void checkColumns(Schema schema) {
        for (int i = 0; i < columns.size(); i++) {
            int column = columns.get(i);
            if (column < 0 || column >= schema.columns().size()) {
                throw new IllegalArgumentException(
                        "encoding: column " + column + " of " + schema.columns().size());
            }
            int needed = levels(schema.columns().get(column).type());
            int given =
                    cells.get(i) instanceof CellEncoding.Levels l ? l.classOf().size() : 0;
            if (needed != given && !(cells.get(i) instanceof CellEncoding.Fixed)) {
                throw new IllegalArgumentException("encoding: column " + column + " has " + given
                        + " levels encoded; the schema has " + needed + " levels there");
            }
        }
    }

    /** @throws DataException if no column can take part */
    static TableEncoding of(Schema schema, TableRows rows) {
        List<Integer> columns = new ArrayList<>();
        List<CellEncoding> cells = new ArrayList<>();
        List<CellEncoding> all = ColumnValues.encodings(schema, rows);
        for (int column = 0; column < all.size(); column++) {
            if (all.get(column) != null) {
                columns.add(column);
                cells.add(all.get(column));
            }
        }
        if (columns.isEmpty()) {
            throw new DataException("the table has no column with values that a model can learn from");
        }
        return new TableEncoding(columns, cells);
    }

    /**
     * How rows are seen by those who judge them: also columns in which all rows have the same, or nothing, where a cell may be one
     * that does not fit.
     */
    static TableEncoding ofAll(Schema schema, TableRows rows) {
        List<Integer> columns = new ArrayList<>();
        List<CellEncoding> cells = new ArrayList<>();
        List<CellEncoding> all = ColumnValues.encodings(schema, rows);
        for (int column = 0; column < all.size(); column++) {
            ColumnType type = schema.columns().get(column).type();
            if (!type.ignored() || type instanceof ColumnType.Constant) {
                columns.add(column);
                cells.add(all.get(column) == null ? new CellEncoding.Fixed() : all.get(column));
            }
        }
        return new TableEncoding(columns, cells);
    }

    /** How many levels a column has; 0 for numbers. */
    static int levels(ColumnType type) {
        if (type instanceof ColumnType.Category category) {
            return category.levels().size();
        }
        if (type instanceof ColumnType.Ordinal ordinal) {
            return ordinal.levels().size();
        }
        return type instanceof ColumnType.Flag ? 2 : 0;
    }

    /** One column of so many, beginning with the first-th. */
    TableEncoding every(int step, int first) {
        List<Integer> some = IntStream.range(0, columns.size())
                .filter(i -> i % step == first)
                .boxed()
                .toList();
        return new TableEncoding(
                some.stream().map(columns::get).toList(),
                some.stream().map(cells::get).toList());
    }

    /** How many columns are numbers. */
    int numbers() {
        return (int)
                cells.stream().filter(c -> c instanceof CellEncoding.Numbers).count();
    }

    /** Values of a row that the encoder sees. */
    int inputWidth() {
        return cells.stream().mapToInt(CellEncoding::inputs).sum() + cells.size();
    }

    /** Values of a target. */
    int targetWidth() {
        return cells.stream()
                .mapToInt(c -> c instanceof CellEncoding.Levels l ? l.classes() : 2)
                .sum();
    }

    /** How many values the encoder sees of each cell. */
    List<Integer> inputWidths() {
        return cells.stream().map(CellEncoding::inputs).toList();
    }

    /**
     * Checks that a VAE is one of encoded rows.
     *
     * @throws IllegalArgumentException if its spec is that of other columns
     */
    static void check(VaeSpec spec, Likelihood likelihood, int targetWidth, int inputWidth) {
        boolean fits = spec.likelihood().equals(likelihood)
                && spec.data().equals(List.of(targetWidth))
                && List.of(inputWidth).equals(spec.input())
                && spec.condition() == null;
        if (!fits) {
            throw new IllegalArgumentException("the model's spec is not that of the table's columns");
        }
        if (!(spec.posterior().random() && spec.prior().standard())) {
            throw new IllegalArgumentException(
                    "the model's spec must have a diagonal Gaussian posterior and a standard normal prior");
        }
    }

    /** @param components of the mixture that a number's distribution is */
    Likelihood likelihood(int components) {
        List<ProductLikelihood.Part> parts = new ArrayList<>();
        if (numbers() > 0) {
            parts.add(new ProductLikelihood.Part(2 * numbers(), new LogisticMixture(components)));
        }
        for (CellEncoding cell : cells) {
            if (cell instanceof CellEncoding.Levels l) {
                parts.add(new ProductLikelihood.Part(l.classes(), new Categorical(l.classes())));
            }
        }
        return parts.size() == 1 ? parts.get(0).likelihood() : new ProductLikelihood(parts);
    }

    /** @param values of a row, by the columns of the schema */
    void input(double[] values, float[] to, int at) {
        Arrays.fill(to, at, at + inputWidth(), 0);
        int index = at;
        int flags = at + inputWidth() - cells.size();
        for (int i = 0; i < cells.size(); i++) {
            double value = values[columns.get(i)];
            if (Double.isFinite(value)) {
                cells.get(i).input(value, to, index);
            } else {
                to[flags + i] = 1;
            }
            index += cells.get(i).inputs();
        }
    }

    /** @param values of a row, by the columns of the schema */
    void target(double[] values, float[] to, int at) {
        Arrays.fill(to, at, at + targetWidth(), 0);
        int n = numbers();
        int number = 0;
        int index = at + 2 * n;
        for (int i = 0; i < cells.size(); i++) {
            double value = values[columns.get(i)];
            if (cells.get(i) instanceof CellEncoding.Numbers numbers) {
                if (Double.isFinite(value)) {
                    CellEncoding.Numbers.Interval interval = numbers.interval(value);
                    to[at + number] = (float) interval.lower();
                    to[at + n + number] = (float) interval.upper();
                } else {
                    to[at + number] = -LogisticMixture.WIDEST;
                    to[at + n + number] = LogisticMixture.WIDEST;
                }
                number++;
            } else if (cells.get(i) instanceof CellEncoding.Levels levels) {
                if (Double.isFinite(value)) {
                    levels.input(value, to, index);
                }
                index += levels.classes();
            }
        }
    }

    /** Rows as the encoder sees them. */
    Rows seen(double[][] rows) {
        return new EncodedRows(TableRows.of(rows), inputWidth(), this::input);
    }

    /** Rows as a model is trained on them. */
    Examples examples(TableRows rows) {
        return Examples.pairs(
                new EncodedRows(rows, inputWidth(), this::input), new EncodedRows(rows, targetWidth(), this::target));
    }
}
