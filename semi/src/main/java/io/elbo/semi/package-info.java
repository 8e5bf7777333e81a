/**
 * Classifiers that learn from a few labelled rows and many unlabelled ones (Kingma, Rezende, Mohamed and Welling,
 * "Semi-Supervised Learning with Deep Generative Models", 2014): {@link io.elbo.semi.M1}, a linear classifier on the
 * latents of a variational autoencoder; {@link io.elbo.semi.M2}, in which the label is a latent beside z; and
 * {@link io.elbo.semi.M1M2}, the second on the latents of the first.
 *
 * <p>Equal rows, settings and seeds give equal bits, whatever the number of threads. Trained classifiers are immutable
 * and may be used by several threads at once.
 */
package io.elbo.semi;
