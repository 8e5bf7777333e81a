package io.elbo.data.table;

/** What a user can say that a column is, without the details that its cells show. */
public enum ColumnKind {
    /** Texts that come again: each different one is a level. */
    CATEGORY,
    /** Numbers of any kind. */
    NUMBER,
    /** Dates or times. */
    DATE,
    /** What tells rows apart; takes no part. */
    IDENTIFIER,
    /** Sentences and names; takes no part. */
    TEXT
}
