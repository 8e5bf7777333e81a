/**
 * Programs are planned once and run many times: the executor, the values of parameters, the planner with its parts, and the
 * plan with its instructions.
 */
package io.elbo.engine.execution;
