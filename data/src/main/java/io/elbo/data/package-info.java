/**
 * Files in, rows out: readers, writers, built-in generators. Knows no model; uses {@code io.elbo.math}, the JDK and the
 * picture decoders of TwelveMonkeys only.
 *
 * <p>Start at {@link io.elbo.data.image.ImageSource}, which turns what a user types into {@link io.elbo.data.image.Images}.
 * {@link io.elbo.data.image.PairSource} gives {@link io.elbo.data.image.ImagePairs}, inputs with their targets;
 * {@link io.elbo.data.image.Corruption} spoils inputs, and {@link io.elbo.data.image.Filters} are the classical ways to mend them.
 * {@link io.elbo.data.number.NumberFile} reads and writes tables of numbers.
 * Tables of mixed columns are in {@link io.elbo.data.table}.
 * Whatever is wrong with the data is a {@link io.elbo.data.DataException}.
 */
package io.elbo.data;
