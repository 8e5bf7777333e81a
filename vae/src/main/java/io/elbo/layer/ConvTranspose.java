package io.elbo.layer;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * A transposed 2-D convolution from {@code [h, w, in]} to {@code [h', w', channels]} with
 * {@code h' = (h - 1) stride - 2 padding + kernel + outputPadding}. The weight is {@code [in, channels, kernel, kernel]}.
 *
 * @param channels the number of output channels
 * @param kernel the side of the kernel in pixels
 * @param stride the stride in pixels
 * @param padding the number of pixels cut from each side, less than the kernel
 * @param outputPadding the number of additional pixels at the bottom and right sides, less than the stride
 * @param columnPadding the number of additional pixels at the right side if it differs from the bottom; otherwise null
 */
public record ConvTranspose(int channels, int kernel, int stride, int padding, int outputPadding, Integer columnPadding)
        implements Layer {
    public ConvTranspose {
        Layer.atLeast("channels", channels, 1);
        Layer.atLeast("kernel", kernel, 1);
        Layer.atLeast("stride", stride, 1);
        Layer.atLeast("padding", padding, 0);
        Layer.atLeast("output_padding", outputPadding, 0);
        if (columnPadding != null) {
            Layer.atLeast("column_padding", columnPadding, 0);
        }
    }

    /** Creates a layer with the same number of additional pixels at the bottom and right sides. */
    public ConvTranspose(int channels, int kernel, int stride, int padding, int outputPadding) {
        this(channels, kernel, stride, padding, outputPadding, null);
    }

    @Override
    public Node apply(Node x, Network network) {
        ConvGeometry geometry = geometry(x.shape());
        int in = x.shape().last();
        int area = kernel * kernel;
        // PyTorch counts the fan-in of a transposed convolution over its output channels
        int fanIn = channels * area;
        Node weight = network.weight(Shape.of(in, channels, kernel, kernel), fanIn, in * area);
        return x.convolveTransposed(weight, network.bias(channels, fanIn), geometry);
    }

    @Override
    public Shape output(Shape x) {
        ConvGeometry geometry = geometry(x);
        Layer.requireWeight(x.last(), channels, kernel, kernel);
        return geometry.big();
    }

    private ConvGeometry geometry(Shape x) {
        Conv.requireImage(x, "conv_transpose");
        return ConvGeometry.transposed(
                x.extent(0),
                x.extent(1),
                x.last(),
                channels,
                kernel,
                stride,
                padding,
                outputPadding,
                columnPadding == null ? outputPadding : columnPadding);
    }
}
