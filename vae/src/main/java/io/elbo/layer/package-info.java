/** The layers of encoders and decoders: immutable records, one file each, that write themselves into a program. */
package io.elbo.layer;
