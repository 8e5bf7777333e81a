/** Images: their sources, their annotations, and corruptions for training. */
package io.elbo.data.image;
