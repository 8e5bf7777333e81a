/**
 * Programs over rows: build a graph of expressions, differentiate it, plan it once, run it many times.
 *
 * <p>A {@link io.elbo.engine.Node} is either row-wise (one value of some shape for each row of a batch) or shared (a parameter).
 * A {@link io.elbo.engine.Graph} makes nodes, {@link io.elbo.engine.Gradients} differentiates them, and an
 * {@link io.elbo.engine.execution.Executor} runs them. Results are the same bits for any number of threads, any vector width and
 * with or without the Vector API. The package knows no models; it uses only {@code io.elbo.math} and the JDK.
 */
package io.elbo.engine;
