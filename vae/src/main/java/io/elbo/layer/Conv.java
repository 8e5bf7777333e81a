package io.elbo.layer;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * A 2-D convolution (cross-correlation): {@code [h, w, in]} to {@code [h', w', channels]} with
 * {@code h' = (h + 2 padding - kernel) / stride + 1}, rounded down; weight {@code [channels, in, kernel, kernel]}.
 *
 * @param channels of the result
 * @param kernel side in pixels
 * @param stride in pixels
 * @param padding zeros around the image, less than the kernel
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
        Shape image = image(x, "conv");
        int in = image.last();
        ConvGeometry geometry =
                ConvGeometry.convolution(image.extent(0), image.extent(1), in, channels, kernel, stride, padding);
        int area = kernel * kernel;
        Node weight = network.weight(Shape.of(channels, in, kernel, kernel), in * area, channels * area);
        return x.convolve(weight, network.bias(channels, in * area), geometry);
    }

    static Shape image(Node x, String layer) {
        if (x.shape().rank() != 3) {
            throw new IllegalArgumentException(layer + " takes an image [height, width, channels], not " + x.shape()
                    + "; put a reshape before it");
        }
        return x.shape();
    }
}
