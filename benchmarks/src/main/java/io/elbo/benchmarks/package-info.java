/** Benchmarks: kernels under JMH, and whole workloads to compare with other frameworks. Not part of the library. */
package io.elbo.benchmarks;
