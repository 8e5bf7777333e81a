/**
 * Not public API: how files are read, written, downloaded and drawn for {@code io.elbo.data}. Uses the JDK,
 * FastCSV and the values of {@code io.elbo.data}, and nothing else of ours knows it.
 */
package io.elbo.data.internal;
