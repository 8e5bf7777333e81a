/** The {@code elbo} command. Everything it does is a call of the library. */
package io.elbo.cli;
