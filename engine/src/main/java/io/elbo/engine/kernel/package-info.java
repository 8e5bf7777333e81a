/** The inner loops of programs: products and elementwise functions over arrays. Plain loops and vector code give the same bits. */
package io.elbo.engine.kernel;
