/** Models as safetensors files. */
package io.elbo.file;
