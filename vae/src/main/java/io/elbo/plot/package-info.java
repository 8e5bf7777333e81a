/** Draws pictures of images and of training. */
package io.elbo.plot;
