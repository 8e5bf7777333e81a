/**
 * Not public API: how files are read, written, downloaded and drawn for {@code io.elbo.data}. Uses the JDK and
 * {@link io.elbo.data.DataException}, and nothing else of ours knows it.
 */
package io.elbo.data.internal;
