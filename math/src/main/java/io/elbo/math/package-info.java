/**
 * Random numbers that are functions of their address, the normal distribution, linear algebra, integrals.
 * Depends on nothing of elbo.
 */
package io.elbo.math;
