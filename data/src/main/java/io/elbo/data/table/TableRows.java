package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.Digested;
import io.elbo.data.file.DoublesDigest;
import java.util.stream.IntStream;

/**
 * The rows of a table as numbers, in the columns of its schema, wherever they are stored. Missing values are NaN, and cells that
 * do not fit are infinite ({@link ParsedRow#MISFIT}). Implementations are immutable and may be read from several threads at once.
 */
public interface TableRows extends Digested {
    /** Returns the number of rows. */
    int count();

    /** Returns the number of values of each row. */
    int columns();

    /**
     * Returns a row.
     *
     * @return must not be changed, because it may be the table's own storage
     */
    double[] row(int row);

    /** Returns a value of a row. */
    default double value(int row, int column) {
        return row(row)[column];
    }

    /** Returns some of these rows, in this order. */
    default TableRows select(int[] rows) {
        return new SelectedRows(this, rows);
    }

    /** Returns these rows with missing values where a cell does not fit, for callers that treat both alike. */
    default TableRows fitting() {
        return new FittingRows(this);
    }

    /** Returns these rows in memory. */
    default double[][] toArray() {
        return IntStream.range(0, count()).mapToObj(this::row).toArray(double[][]::new);
    }

    /**
     * Returns rows in memory.
     *
     * @param rows not copied
     * @throws DataException naming a row whose number of values differs from the first
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
