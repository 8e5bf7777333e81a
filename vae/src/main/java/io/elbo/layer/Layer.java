package io.elbo.layer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;
import java.util.List;

/**
 * A layer of an encoder or decoder. Values are flat, {@code [n]}, or images, {@code [height, width, channels]}. Parameters have PyTorch's
 * names and shapes: layer i of the encoder has {@code encoder.i.weight}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Tied.class, name = "tied"),
    @JsonSubTypes.Type(value = Conv.class, name = "conv"),
    @JsonSubTypes.Type(value = ConvTranspose.class, name = "conv_transpose"),
    @JsonSubTypes.Type(value = Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = LayerNorm.class, name = "layer_norm"),
    @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Reshape.class, name = "reshape")
})
public sealed interface Layer
        permits Dense, Tied, Conv, ConvTranspose, Activation, LayerNorm, Dropout, Flatten, Reshape {
    /**
     * Adds the layer to a program.
     *
     * @throws IllegalArgumentException if the layer does not accept a value of this shape
     */
    Node apply(Node x, Network network);

    /**
     * Returns the shape of the result of {@link #apply} for a value of a shape.
     *
     * @throws IllegalArgumentException if the layer does not accept a value of this shape, or would have too many weights
     */
    Shape output(Shape x);

    /**
     * Returns the shape of the result of {@link #chain(List, Node, String, Network)} for a value of a shape.
     *
     * @throws IllegalArgumentException if a layer does not accept the output of the layers before it; the message names the layer
     */
    static Shape chain(List<Layer> layers, Shape x, String prefix) {
        for (int i = 0; i < layers.size(); i++) {
            try {
                x = layers.get(i).output(x);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw refused(prefix, i, e);
            }
        }
        return x;
    }

    /** Applies layers one after another and names them {@code prefix.0}, {@code prefix.1}, ... */
    static Node chain(List<Layer> layers, Node x, String prefix, Network network) {
        for (int i = 0; i < layers.size(); i++) {
            String name = prefix + "." + i;
            try {
                x = layers.get(i)
                        .apply(x, new Network(network.graph(), name, network.initialization(), network.training()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw refused(prefix, i, e);
            }
        }
        return x;
    }

    private static IllegalArgumentException refused(String prefix, int layer, RuntimeException e) {
        return new IllegalArgumentException(prefix + "[" + layer + "]: " + e.getMessage(), e);
    }

    /** @throws IllegalArgumentException if a weight with these extents would be too large */
    static void requireWeight(Integer... extents) {
        Shape.of(extents);
    }

    /** Checks that a number is not below its minimum. */
    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " " + value + ": must be at least " + least);
        }
    }
}
