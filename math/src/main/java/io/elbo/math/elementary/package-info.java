/** Elementary functions of single precision, each the same bits on every machine. */
package io.elbo.math.elementary;
