/**
 * Plans programs once and runs them many times: the executor, the values of parameters, the planner with its parts, and the plan
 * with its instructions.
 */
package io.elbo.engine.execution;
