package io.elbo.layer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * An elementwise activation function.
 *
 * @param function the function
 */
public record Activation(Function function) implements Layer {
    public Activation {
        if (function == null) {
            throw new IllegalArgumentException("function: is missing");
        }
    }

    /** The functions, with PyTorch's default constants. */
    public enum Function {
        /** {@code max(x, 0)}. */
        @JsonProperty("relu")
        RELU,
        /** {@code x > 0 ? x : 0.01 x}. */
        @JsonProperty("leaky_relu")
        LEAKY_RELU,
        /** {@code x > 0 ? x : e^x - 1}. */
        @JsonProperty("elu")
        ELU,
        /** {@code x Phi(x)} with the normal distribution function Phi: {@code 0.5 x (1 + erf(x / sqrt 2))}. */
        @JsonProperty("gelu")
        GELU,
        /** {@code x / (1 + e^-x)}. */
        @JsonProperty("silu")
        SILU,
        /** {@code tanh x}. */
        @JsonProperty("tanh")
        TANH,
        /** {@code 1 / (1 + e^-x)}. */
        @JsonProperty("sigmoid")
        SIGMOID,
        /** {@code ln(1 + e^x)}. */
        @JsonProperty("softplus")
        SOFTPLUS
    }

    @Override
    public Node apply(Node x, Network network) {
        return switch (function) {
            case RELU -> x.relu();
            case LEAKY_RELU -> x.select(x, x.times(0.01f));
            // limits e^x to negative x: elsewhere it could overflow, and infinity times zero is not a valid gradient
            case ELU -> x.select(x, x.negate().relu().negate().exp().plus(-1));
            case GELU ->
                x.times(0.5f).times(x.times((float) Math.sqrt(0.5)).erf().plus(1));
            case SILU -> x.times(x.sigmoid());
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case SOFTPLUS -> x.softplus();
        };
    }

    @Override
    public Shape output(Shape x) {
        return x;
    }
}
