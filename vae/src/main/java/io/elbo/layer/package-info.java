/** The layers of encoders and decoders: immutable records, one per file, that add themselves to a program. */
package io.elbo.layer;
