/**
 * What a program spends its time in: products and elementwise functions over arrays, the same bits by plain
 * loops and by vectors.
 */
package io.elbo.engine.kernel;
