/**
 * Paths through latent space: one latent at a time ({@link io.elbo.image.latent.Traversal}), from one image to another ({@link
 * io.elbo.image.latent.Interpolation}), along an attribute ({@link io.elbo.image.latent.Direction}), and by arithmetic ({@link
 * io.elbo.image.latent.Arithmetic}). {@link io.elbo.image.latent.UnseenViews} measures whether interpolated images are correct.
 *
 * <p>Latents are arrays {@code [rows][latent]}, by default the means of q(z|x). The results are latents too, for {@code Vae.decode}. This
 * package may use {@code io.elbo.statistics}.
 */
package io.elbo.image.latent;
