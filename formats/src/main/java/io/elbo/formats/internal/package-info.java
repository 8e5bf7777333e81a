/** Not public API: rows of databases and of JSON as cells. Uses the JDK, DuckDB and {@code io.elbo.data}. */
package io.elbo.formats.internal;
