/**
 * Tables in Excel and Parquet files, JSON and databases, beside those that {@link io.elbo.data.table} reads itself.
 *
 * <p>{@link io.elbo.formats.Tables} opens and writes files of all kinds; {@link io.elbo.formats.JdbcQuery} reads what a database
 * answers. May use {@code io.elbo.data}, fastexcel, Jackson and DuckDB, whose native code reads and writes Parquet and is loaded when the first such
 * file is opened. Whatever is wrong with the data is a {@link io.elbo.data.DataException}.
 */
package io.elbo.formats;
