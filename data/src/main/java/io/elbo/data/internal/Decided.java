package io.elbo.data.internal;

import io.elbo.data.table.ColumnType;

/**
 * What a column holds.
 *
 * @param why the rule that says so, in a sentence
 */
record Decided(ColumnType type, String why) {}
