/** Splits text into records of cells by RFC 4180. */
package io.elbo.data.csv;
