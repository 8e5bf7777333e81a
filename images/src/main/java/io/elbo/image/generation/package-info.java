/**
 * Generates rows and measures their quality: sources of latents after training ({@link io.elbo.image.generation.LatentSampler}), the
 * feature space in which sets of images are compared ({@link io.elbo.image.generation.Features}), and the scores ({@link
 * io.elbo.image.generation.GenerationReport}).
 */
package io.elbo.image.generation;
