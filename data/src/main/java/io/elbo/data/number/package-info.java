/** Tables of finite numbers under names, such as latents, in CSV and NumPy files. */
package io.elbo.data.number;
