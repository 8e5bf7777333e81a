/** Programs are planned once and run many times: the executor, the values of parameters, and the plan behind them. */
package io.elbo.engine.execution;
