/** Picture files of any kind as bytes of grey or colour: PNG, JPEG, GIF, BMP, TIFF, WebP. */
package io.elbo.data.picture;
