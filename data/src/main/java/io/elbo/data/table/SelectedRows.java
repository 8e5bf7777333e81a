package io.elbo.data.table;

import io.elbo.data.file.DoublesDigest;
import java.util.Objects;

/** A selection of the rows of a table. */
record SelectedRows(TableRows all, int[] rows) implements TableRows {
    SelectedRows {
        for (int row : rows) {
            Objects.checkIndex(row, all.count());
        }
        rows = rows.clone();
    }

    @Override
    public int count() {
        return rows.length;
    }

    @Override
    public int columns() {
        return all.columns();
    }

    @Override
    public double[] row(int row) {
        return all.row(rows[row]);
    }

    @Override
    public String digest() {
        DoublesDigest digest = new DoublesDigest();
        for (int row : rows) {
            digest.add(all.row(row));
        }
        return digest.text();
    }
}
