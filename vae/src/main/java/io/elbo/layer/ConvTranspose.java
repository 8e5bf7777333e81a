package io.elbo.layer;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.Node;
import io.elbo.engine.Shape;

/**
 * A transposed 2-D convolution: {@code [h, w, in]} to {@code [h', w', channels]} with
 * {@code h' = (h - 1) stride - 2 padding + kernel + outputPadding}; weight {@code [in, channels, kernel, kernel]}.
 *
 * @param channels of the result
 * @param kernel side in pixels
 * @param stride in pixels
 * @param padding pixels cut from each side, less than the kernel
 * @param outputPadding further pixels at the lower and right side, less than the stride
 * @param columnPadding the further pixels at the right side, where they are others than at the lower; null if they are not
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

    /** As many further pixels at both sides. */
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
