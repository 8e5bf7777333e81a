/**
 * Tables in Excel and Parquet files, JSON and databases, in addition to the formats of {@link io.elbo.data.table}.
 *
 * <p>{@link io.elbo.formats.Tables} opens and writes files of all types; {@link io.elbo.formats.JdbcQuery} reads the result of a
 * database query. The package uses {@code io.elbo.data}, fastexcel, Jackson and DuckDB. DuckDB's native code reads and writes
 * Parquet and is loaded when the first such file is opened. Every problem with the data is a {@link io.elbo.data.DataException}.
 */
package io.elbo.formats;
