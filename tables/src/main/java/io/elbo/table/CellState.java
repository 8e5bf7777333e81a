package io.elbo.table;

/** The state of a cell. */
enum CellState {
    /** A valid value of the column. */
    VALUE,
    /** No value. */
    MISSING,
    /** A value that does not fit the column: text among numbers, a number out of range, an unknown level. */
    MISFIT;

    /** @param value NaN if missing, infinite if it does not fit */
    static CellState of(CellEncoding cell, double value) {
        if (Double.isInfinite(value)) {
            return MISFIT;
        }
        if (cell instanceof CellEncoding.Fixed) {
            return VALUE; // that of all rows, which has no number
        }
        if (Double.isNaN(value)) {
            return MISSING;
        }
        return cell instanceof CellEncoding.Levels levels && !levels.isSeen(value) ? MISFIT : VALUE;
    }
}
