/**
 * Variational autoencoders: what a model is ({@link io.elbo.spec.VaeSpec}), how it is trained ({@link io.elbo.Trainer}), and
 * what a trained one can do ({@link io.elbo.Vae}).
 *
 * <p>Notation of Kingma and Welling (2014): x data, z latent, q(z|x) encoder, p(x|z) decoder, p(z) prior. Natural
 * logarithms, nats; log densities are complete. Per row: the sum over features; over rows: the mean.
 */
package io.elbo;
