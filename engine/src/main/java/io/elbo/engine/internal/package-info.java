/**
 * How programs run: kernels, packed matrices, random streams, the planner and its instructions. Nothing outside
 * {@code io.elbo.engine} uses this package.
 */
package io.elbo.engine.internal;
