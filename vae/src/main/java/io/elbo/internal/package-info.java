/** Files, JSON, the training loop and evaluation behind {@code io.elbo}. Nothing outside {@code io.elbo} uses this. */
package io.elbo.internal;
