package io.elbo.data.table;

/** What to do about rows with too few or too many cells or with malformed quotes. */
public enum BrokenRows {
    /** Fail, and name the first broken rows. */
    REFUSE,
    /** Skip and count them. */
    SKIP
}
