package io.elbo.layer;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * A 2-D convolution (cross-correlation) from {@code [h, w, in]} to {@code [h', w', channels]} with
 * {@code h' = (h + 2 padding - kernel) / stride + 1}, rounded down. The weight is {@code [channels, in, kernel, kernel]}.
 *
 * @param channels the number of output channels
 * @param kernel the side of the kernel in pixels
 * @param stride the stride in pixels
 * @param padding the width of the zero padding around the image, less than the kernel
 */
public record Conv(int channels, int kernel, int stride, int padding) implements Layer {
    public Conv {
        Layer.atLeast("channels", channels, 1);
        Layer.atLeast("kernel", kernel, 1);
        Layer.atLeast("stride", stride, 1);
        Layer.atLeast("padding", padding, 0);
    }

    @Override
    public Node apply(Node x, Network network) {
        ConvGeometry geometry = geometry(x.shape());
        int in = x.shape().last();
        int area = kernel * kernel;
        Node weight = network.weight(Shape.of(channels, in, kernel, kernel), in * area, channels * area);
        return x.convolve(weight, network.bias(channels, in * area), geometry);
    }

    @Override
    public Shape output(Shape x) {
        ConvGeometry geometry = geometry(x);
        Layer.requireWeight(channels, x.last(), kernel, kernel);
        return geometry.small();
    }

    private ConvGeometry geometry(Shape x) {
        requireImage(x, "conv");
        return ConvGeometry.convolution(x.extent(0), x.extent(1), x.last(), channels, kernel, stride, padding);
    }

    static void requireImage(Shape x, String layer) {
        if (x.rank() != 3) {
            throw new IllegalArgumentException(
                    layer + " takes an image [height, width, channels], not " + x + "; put a reshape before it");
        }
    }
}
