/** The training: its loop, its checkpoint, what is heard of it, and how it fails. */
package io.elbo.training;
