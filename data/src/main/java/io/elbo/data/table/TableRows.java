package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.Digested;
import io.elbo.data.file.DoublesDigest;
import java.util.stream.IntStream;

/**
 * The rows of a table as numbers by the columns of its schema, NaN where there is no value, infinite where a cell does not fit its
 * column ({@link ParsedRow#MISFIT}), wherever they are kept.
 * Implementations never change and may be read from several threads at once.
 */
public interface TableRows extends Digested {
    /** How many rows. */
    int count();

    /** Values of each. */
    int columns();

    /**
     * A row.
     *
     * @return not to be changed: it may be what the table itself is kept in
     */
    double[] row(int row);

    /** A value of a row. */
    default double value(int row, int column) {
        return row(row)[column];
    }

    /** Some of these rows, in this order. */
    default TableRows select(int[] rows) {
        return new SelectedRows(this, rows);
    }

    /** These rows, with no value where a cell does not fit: for whom that is the same. */
    default TableRows fitting() {
        return new FittingRows(this);
    }

    /** These rows in memory. */
    default double[][] toArray() {
        return IntStream.range(0, count()).mapToObj(this::row).toArray(double[][]::new);
    }

    /**
     * Rows in memory.
     *
     * @param rows not copied
     * @throws DataException naming a row that has another number of values than the first
     */
    static TableRows of(double[][] rows) {
        int columns = rows.length == 0 || rows[0] == null ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == null || rows[i].length != columns) {
                throw new DataException("row " + i + " has " + (rows[i] == null ? "no" : rows[i].length)
                        + " values; the first has " + columns);
            }
        }
        return new TableRows() {
            @Override
            public int count() {
                return rows.length;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public double[] row(int row) {
                return rows[row];
            }

            @Override
            public String digest() {
                DoublesDigest digest = new DoublesDigest();
                for (double[] row : rows) {
                    digest.add(row);
                }
                return digest.text();
            }
        };
    }
}
