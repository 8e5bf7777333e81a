/** Reads picture files as bytes of grey or colour: PNG, JPEG, GIF, BMP, TIFF, WebP. */
package io.elbo.data.picture;
