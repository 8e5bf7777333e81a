package io.elbo.table;

import io.elbo.data.Digested;
import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;

/** The rows of a table as inputs of a model, encoded when they are read. Their digest is that of the table. */
record EncodedRows(TableRows rows, int width, Fill fill) implements Rows, Digested {
    /** Encodes a row. */
    interface Fill {
        void fill(double[] values, float[] to, int at);
    }

    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public void read(int row, float[] to, int offset) {
        fill.fill(rows.row(row), to, offset);
    }

    @Override
    public String digest() {
        return rows.digest();
    }
}
