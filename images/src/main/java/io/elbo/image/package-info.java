/** What is done with a model of images: restore, enlarge, colour, change the style, compare with principal components. */
package io.elbo.image;
