/** The kernels on the incubating Vector API. Only these classes use it, and they are loaded only where the module is present. */
package io.elbo.engine.kernel.vector;
