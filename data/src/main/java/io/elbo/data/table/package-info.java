/**
 * Tables of mixed columns: reading them, finding out what their columns hold, cells to numbers and back.
 *
 * <p>Start at {@link io.elbo.data.table.TableFile}, which opens a file or standard input as a
 * {@link io.elbo.data.table.TableSource}; {@link io.elbo.data.table.Schema#infer} finds the type of each column, and
 * {@link io.elbo.data.table.TableReader} reads another table by that schema. {@link io.elbo.data.table.CsvSink} writes.
 * Knows no model; uses {@code io.elbo.math} and the JDK only. Whatever is wrong with the data is a
 * {@link io.elbo.data.DataException}.
 */
package io.elbo.data.table;
