/**
 * Models of tables: a VAE with a likelihood for each column, learned from observed cells, for anomalies, missing values and synthetic rows.
 */
package io.elbo.table;
