/**
 * Models that a variational autoencoder is compared with or fed to: principal components, probabilistic PCA and factor
 * analysis, Gaussian mixtures, linear models, distances to what is usual. They know no network: rows go in
 * ({@link io.elbo.data.Rows}), and what comes out for each row is floats where it is data again (codes, samples), doubles
 * where it is a number about data (densities, scores).
 *
 * <p>Arithmetic is in double precision, and equal rows and settings give equal bits: every sum has one order, whatever
 * the number of threads. Results are immutable and may be used by several threads at once. Densities are in nats; over
 * rows: the mean. Variances divide by the number of rows (maximum likelihood).
 */
package io.elbo.statistics.baseline;
