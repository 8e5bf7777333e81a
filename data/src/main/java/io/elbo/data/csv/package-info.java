/** Text by RFC 4180, split into records of cells. */
package io.elbo.data.csv;
