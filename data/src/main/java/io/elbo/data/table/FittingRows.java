package io.elbo.data.table;

/** Rows in which a cell that does not fit is missing. */
record FittingRows(TableRows rows) implements TableRows {
    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public int columns() {
        return rows.columns();
    }

    @Override
    public double[] row(int row) {
        return ParsedRow.fitting(rows.row(row));
    }

    @Override
    public double value(int row, int column) {
        double value = rows.value(row, column);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    @Override
    public String digest() {
        return rows.digest();
    }
}
