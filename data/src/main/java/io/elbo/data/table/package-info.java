/**
 * Tables of mixed columns: reads them, infers column types, and converts cells to numbers and back.
 *
 * <p>Start at {@link io.elbo.data.table.TableFile}, which opens a file or standard input as a
 * {@link io.elbo.data.table.TableSource}. {@link io.elbo.data.table.Schema#infer} infers the type of each column, and
 * {@link io.elbo.data.table.TableReader} reads another table with that schema. {@link io.elbo.data.table.CsvSink} writes.
 * The package knows no models; it uses only {@code io.elbo.math} and the JDK. Every problem with the data is a
 * {@link io.elbo.data.DataException}.
 */
package io.elbo.data.table;
