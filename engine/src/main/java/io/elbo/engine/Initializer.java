package io.elbo.engine;

/** How the values of a parameter begin. Random values depend on the seed and the parameter's name only. */
public sealed interface Initializer {
    /** Every value the same. */
    record Constant(float value) implements Initializer {}

    /** Uniform in {@code [-bound, bound]}. */
    record Uniform(double bound) implements Initializer {}

    /** Normal with mean 0. */
    record Normal(double standardDeviation) implements Initializer {}
}
