/** Tables of named columns of finite numbers, such as latents, in CSV and NumPy files. */
package io.elbo.data.number;
