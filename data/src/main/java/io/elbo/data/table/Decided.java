package io.elbo.data.table;

/**
 * What a column holds.
 *
 * @param why the rule that says so, in a sentence
 */
record Decided(ColumnType type, String why) {}
