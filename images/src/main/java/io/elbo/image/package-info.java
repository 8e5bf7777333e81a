/** Uses of a model of images: restoration, enlargement, colouring, style transfer and comparison with principal components. */
package io.elbo.image;
