/**
 * Variational autoencoders: the definition of a model ({@link io.elbo.spec.VaeSpec}), its training ({@link io.elbo.Trainer}), and the use of a
 * trained model ({@link io.elbo.Vae}).
 *
 * <p>Notation of Kingma and Welling (2014): x data, z latent, q(z|x) encoder, p(x|z) decoder, p(z) prior. Natural
 * logarithms, nats; log densities are complete. Per row: the sum over features; over rows: the mean.
 */
package io.elbo;
