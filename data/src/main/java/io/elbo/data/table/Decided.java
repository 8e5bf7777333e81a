package io.elbo.data.table;

/**
 * The decided type of a column.
 *
 * @param why the rule that decided it, in a sentence
 */
record Decided(ColumnType type, String why) {}
