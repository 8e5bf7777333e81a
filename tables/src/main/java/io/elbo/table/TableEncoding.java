package io.elbo.table;

import io.elbo.data.DataException;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.model.Categorical;
import io.elbo.model.Likelihood;
import io.elbo.model.LogisticMixture;
import io.elbo.model.ProductLikelihood;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The encoding of a table's rows for a model. The encoder's input has the cells of each column, with zeros for missing cells, and then a flag
 * per cell that is 1 if it is missing. The target has the lower ends of the intervals of all numbers, then their upper ends, then the one-hot
 * classes of levels. A missing number is the interval of all numbers, and a missing level is all zeros. Both have probability 1, so they
 * contribute nothing. A cell that does not fit counts as missing.
 *
 * @param columns the columns that take part, by index in the schema
 * @param cells the encoding of each column
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

    /** @throws IllegalArgumentException if this is not the encoding of a table with this schema */
    void check(Schema schema) {
        checkColumns(schema);
        for (int i = 0; i < columns.size(); i++) {
            if (cells.get(i) instanceof CellEncoding.Fixed
                    || schema.columns().get(columns.get(i)).type().ignored()) {
                throw new IllegalArgumentException("encoding: column " + columns.get(i) + " has no values");
            }
        }
    }

    /** @throws IllegalArgumentException if this is not the encoding of columns of this schema */
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

    /** @throws DataException if no column takes part */
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
     * Returns the encoding for scoring rows. It also has columns that are constant or empty, in which a cell may not fit.
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

    /** Returns the number of levels of a column; 0 for numbers. */
    static int levels(ColumnType type) {
        return type.levels().size();
    }

    /** Returns every n-th column, starting with a given one. */
    TableEncoding every(int step, int first) {
        List<Integer> some = IntStream.range(0, columns.size())
                .filter(i -> i % step == first)
                .boxed()
                .toList();
        return new TableEncoding(
                some.stream().map(columns::get).toList(),
                some.stream().map(cells::get).toList());
    }

    /** Returns the number of numeric columns. */
    int numbers() {
        return (int)
                cells.stream().filter(c -> c instanceof CellEncoding.Numbers).count();
    }

    /** Returns the width of the encoder's input. */
    int inputWidth() {
        return cells.stream().mapToInt(CellEncoding::inputs).sum() + cells.size();
    }

    /** Returns the width of a target. */
    int targetWidth() {
        return cells.stream()
                .mapToInt(c -> c instanceof CellEncoding.Levels l ? l.classes() : 2)
                .sum();
    }

    /** Returns the number of values of each cell in the encoder's input. */
    List<Integer> inputWidths() {
        return cells.stream().map(CellEncoding::inputs).toList();
    }

    /**
     * Checks that a spec is that of a VAE of encoded rows.
     *
     * @throws IllegalArgumentException if it is that of other columns
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

    /** @param components the number of components of a number's mixture distribution */
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
}
