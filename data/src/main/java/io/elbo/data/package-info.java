/**
 * Reads files into rows: readers, writers, built-in generators. The module knows no models. It uses only {@code io.elbo.math}, the JDK
 * and the picture decoders of TwelveMonkeys.
 *
 * <p>Start at {@link io.elbo.data.image.ImageSource}, which turns what a user types into {@link io.elbo.data.image.Images}.
 * {@link io.elbo.data.image.PairSource} returns {@link io.elbo.data.image.ImagePairs}, inputs with their targets.
 * {@link io.elbo.data.image.Corruption} corrupts inputs, and {@link io.elbo.data.image.Filters} are the classical ways to restore them.
 * {@link io.elbo.data.number.NumberFile} reads and writes tables of numbers.
 * Tables of mixed columns are in {@link io.elbo.data.table}.
 * Every problem with the data is a {@link io.elbo.data.DataException}.
 */
package io.elbo.data;
