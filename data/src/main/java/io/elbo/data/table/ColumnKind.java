package io.elbo.data.table;

/** What a user can declare a column to be, without the details that its cells show. */
public enum ColumnKind {
    /** Texts that repeat. Each different text is a level. */
    CATEGORY,
    /** Numbers of any kind. */
    NUMBER,
    /** Dates or times. */
    DATE,
    /** A key that identifies rows; ignored by models. */
    IDENTIFIER,
    /** Sentences and names; ignored by models. */
    TEXT
}
