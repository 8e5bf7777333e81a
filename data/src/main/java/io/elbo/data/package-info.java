/**
 * Files in, rows out: readers, built-in generators. Knows no model; depends on the JDK only.
 *
 * <p>Start at {@link io.elbo.data.ImageSource}, which turns what a user types into {@link io.elbo.data.Images}.
 * Whatever is wrong with the data is a {@link io.elbo.data.DataException}.
 */
package io.elbo.data;
