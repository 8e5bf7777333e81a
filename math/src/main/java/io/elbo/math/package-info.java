/**
 * Random numbers that are functions of their address, the normal distribution, linear algebra, integrals. Depends on no other
 * elbo module.
 */
package io.elbo.math;
