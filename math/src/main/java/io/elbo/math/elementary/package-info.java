/** Elementary functions in single precision, with the same bits on every machine. */
package io.elbo.math.elementary;
