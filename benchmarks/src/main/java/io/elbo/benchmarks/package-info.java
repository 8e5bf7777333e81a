/** Benchmarks: kernels under JMH, and whole workloads that run beside other frameworks. Not part of the library. */
package io.elbo.benchmarks;
