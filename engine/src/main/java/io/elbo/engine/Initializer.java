package io.elbo.engine;

/** The initial values of a parameter. Random values depend only on the seed and the parameter's name. */
public sealed interface Initializer {
    /** All values are the same. */
    record Constant(float value) implements Initializer {}

    /** Uniform in {@code [-bound, bound]}. */
    record Uniform(double bound) implements Initializer {}

    /** Normal with mean 0. */
    record Normal(double standardDeviation) implements Initializer {}
}
