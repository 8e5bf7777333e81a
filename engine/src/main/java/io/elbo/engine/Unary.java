package io.elbo.engine;

/**
 * The elementwise functions of one argument. Negation, absolute value, square root and reciprocal are exactly rounded. The others
 * are polynomials of exactly rounded operations, with an error of at most 2 ulp (3 ulp for sigmoid, softplus, erf and the gamma
 * functions). So every machine gives the same bits.
 */
public enum Unary {
    /** {@code -x}. */
    NEGATE,
    /** {@code |x|}. */
    ABS,
    /** {@code e^x}; results below the smallest normal number are 0. */
    EXP,
    /** {@code ln x}. */
    LOG,
    /** {@code sqrt(x)}. */
    SQRT,
    /** {@code 1 / x}. */
    RECIPROCAL,
    /** {@code x < 0 ? 0 : x}. */
    RELU,
    /** {@code x > 0 ? 1 : 0}. */
    STEP,
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID,
    /** {@code ln(1 + e^x)}. */
    SOFTPLUS,
    /** {@code tanh x}. */
    TANH,
    /** {@code erf x = 2/sqrt(pi) * integral of e^(-t^2) from 0 to x}. */
    ERF,
    /** {@code ln Gamma(x)} for x above 0, NaN otherwise. */
    LOG_GAMMA,
    /** {@code psi(x)}, the derivative of {@code ln Gamma(x)}, for x above 0, NaN otherwise. */
    DIGAMMA,
    /** {@code psi'(x)}, the derivative of {@code psi(x)}, for x above 0, NaN otherwise. It has no gradient. */
    TRIGAMMA
}
