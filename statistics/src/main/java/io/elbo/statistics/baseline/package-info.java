/**
 * Baselines that a variational autoencoder is compared with or feeds: principal components, probabilistic PCA and factor
 * analysis, Gaussian mixtures, linear models, distance-based detectors. They know no neural network. Rows are the input
 * ({@link io.elbo.data.Rows}). The results are floats if they are data (codes, samples), and doubles if they are numbers about
 * data (densities, scores).
 *
 * <p>Arithmetic is in double precision, and equal rows and settings give equal bits: every sum has one order, whatever the number
 * of threads. Results are immutable and thread-safe. Densities are in nats; over rows they are means. Variances divide by the
 * number of rows (maximum likelihood).
 */
package io.elbo.statistics.baseline;
