/** The kernels on the incubating Vector API; the only classes that see it, loaded only where the module is present. */
package io.elbo.engine.kernel.vector;
