package io.elbo.engine;

/** The elementwise functions of two arguments, each exactly rounded. */
public enum Binary {
    /** {@code x + y}. */
    ADD,
    /** {@code x - y}. */
    SUBTRACT,
    /** {@code x * y}. */
    MULTIPLY,
    /** {@code x / y}. */
    DIVIDE
}
