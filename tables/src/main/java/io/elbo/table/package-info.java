/**
 * Models of tables: one VAE with a likelihood for each column, learned from what is observed, for anomalies, missing values and
 * synthetic rows.
 */
package io.elbo.table;
