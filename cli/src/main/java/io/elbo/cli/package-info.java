/** The {@code elbo} command. All of its work is done by calls of the library. */
package io.elbo.cli;
