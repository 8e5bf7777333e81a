/**
 * Ways through a latent space: one latent at a time ({@link io.elbo.image.latent.Traversal}), from one image to another ({@link
 * io.elbo.image.latent.Interpolation}), along an attribute ({@link io.elbo.image.latent.Direction}), by sums and differences ({@link
 * io.elbo.image.latent.Arithmetic}); and whether what lies between is true of the world ({@link io.elbo.image.latent.UnseenViews}).
 *
 * <p>Latents are arrays {@code [rows][latent]}, the means of q(z|x) where nothing else is said; what comes out is latents
 * again, for {@code Vae.decode}. May use {@code io.elbo.statistics}.
 */
package io.elbo.image.latent;
