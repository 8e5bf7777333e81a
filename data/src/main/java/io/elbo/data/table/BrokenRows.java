package io.elbo.data.table;

/** What to do about rows with too few or too many cells or with malformed quotes. */
public enum BrokenRows {
    /** Reading fails, and names the first ones. */
    REFUSE,
    /** They are left out and counted. */
    SKIP
}
