/** How many threads a computation may use, and loops over indices that use them. */
package io.elbo.parallel;
