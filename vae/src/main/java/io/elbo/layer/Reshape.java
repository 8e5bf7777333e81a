package io.elbo.layer;

import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * Reshapes {@code [channels * height * width]} to {@code [height, width, channels]} in PyTorch's order.
 *
 * @param channels at least 1
 * @param height at least 1
 * @param width at least 1
 */
public record Reshape(int channels, int height, int width) implements Layer {
    public Reshape {
        Layer.atLeast("channels", channels, 1);
        Layer.atLeast("height", height, 1);
        Layer.atLeast("width", width, 1);
    }

    @Override
    public Node apply(Node x, Network network) {
        return toImage(x, Shape.of(height, width, channels));
    }

    /** Converts a flat, channels-first value to an image of a shape. */
    public static Node toImage(Node x, Shape image) {
        return x.reshape(Shape.of(image.extent(2), image.extent(0), image.extent(1)))
                .channelsLast();
    }

    @Override
    public Shape output(Shape x) {
        Shape image = Shape.of(height, width, channels);
        if (x.size() != image.size()) {
            throw new IllegalArgumentException("reshape of " + x + " to " + image + ": sizes differ");
        }
        return image;
    }
}
