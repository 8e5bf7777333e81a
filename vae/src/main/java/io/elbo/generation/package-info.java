/**
 * Generating and judging what is generated: where codes come from after training ({@link
 * io.elbo.generation.LatentSampler}), the space in which sets of images are compared ({@link
 * io.elbo.generation.Features}), and the numbers ({@link io.elbo.generation.GenerationReport}).
 */
package io.elbo.generation;
