package io.elbo.table;

/** What is in a cell, beside its value. */
enum CellState {
    /** A value that the column may have. */
    VALUE,
    /** None. */
    MISSING,
    /** Something that the column cannot have: text among numbers, a number out of range, a level never seen. */
    MISFIT;

    /** @param value NaN where there is none, infinite where it does not fit */
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
