/**
 * Generating and judging what is generated: where codes come from after training ({@link
 * io.elbo.image.generation.LatentSampler}), the space in which sets of images are compared ({@link
 * io.elbo.image.generation.Features}), and the numbers ({@link io.elbo.image.generation.GenerationReport}).
 */
package io.elbo.image.generation;
