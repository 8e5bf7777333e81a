package io.elbo.engine;

/**
 * The geometry of a 2-D convolution: a kernel of {@code kernel x kernel} pixels slides over a big image and gives a small one. A
 * transposed convolution has the same geometry in the other direction. Images are {@code [height, width, channels]}.
 *
 * <p>{@code small pixel (y, x)} reads the big pixels {@code (y * stride - padding + i, x * stride - padding + j)} for
 * {@code 0 <= i, j < kernel}; pixels outside the image are zero.
 *
 * @param bigHeight pixels
 * @param bigWidth pixels
 * @param bigChannels channels of the big image
 * @param kernel pixels on each side
 * @param stride pixels between two positions of the kernel
 * @param padding zero pixels around the big image
 * @param smallHeight pixels
 * @param smallWidth pixels
 * @param smallChannels channels of the small image
 */
public record ConvGeometry(
        int bigHeight,
        int bigWidth,
        int bigChannels,
        int kernel,
        int stride,
        int padding,
        int smallHeight,
        int smallWidth,
        int smallChannels) {
    public ConvGeometry {
        if (kernel < 1 || stride < 1 || padding < 0 || padding >= kernel) {
            throw new IllegalArgumentException("convolution with kernel " + kernel + ", stride " + stride + ", padding "
                    + padding + ": needs kernel >= 1, stride >= 1, 0 <= padding < kernel");
        }
        if (smallHeight != small(bigHeight, kernel, stride, padding)
                || smallWidth != small(bigWidth, kernel, stride, padding)
                || smallHeight < 1
                || smallWidth < 1) {
            throw new IllegalArgumentException("convolution with kernel " + kernel + ", stride " + stride + ", padding "
                    + padding + " does not take " + bigHeight + "x" + bigWidth + " pixels to " + smallHeight + "x"
                    + smallWidth);
        }
    }

    /** Returns the geometry of a convolution of a big image. */
    public static ConvGeometry convolution(
            int height, int width, int channels, int outChannels, int kernel, int stride, int padding) {
        return new ConvGeometry(
                height,
                width,
                channels,
                kernel,
                stride,
                padding,
                small(height, kernel, stride, padding),
                small(width, kernel, stride, padding),
                outChannels);
    }

    /** Returns the geometry of a transposed convolution of a small image; {@code outputPadding} adds rows and columns. */
    public static ConvGeometry transposed(
            int height,
            int width,
            int channels,
            int outChannels,
            int kernel,
            int stride,
            int padding,
            int outputPadding) {
        return transposed(height, width, channels, outChannels, kernel, stride, padding, outputPadding, outputPadding);
    }

    /** Returns the geometry of a transposed convolution where {@code rowPadding} adds rows and {@code columnPadding} adds columns. */
    public static ConvGeometry transposed(
            int height,
            int width,
            int channels,
            int outChannels,
            int kernel,
            int stride,
            int padding,
            int rowPadding,
            int columnPadding) {
        for (int outputPadding : new int[] {rowPadding, columnPadding}) {
            if (outputPadding < 0 || outputPadding >= stride) {
                throw new IllegalArgumentException("output padding " + outputPadding + " must be 0 to stride - 1");
            }
        }
        return new ConvGeometry(
                (height - 1) * stride - 2 * padding + kernel + rowPadding,
                (width - 1) * stride - 2 * padding + kernel + columnPadding,
                outChannels,
                kernel,
                stride,
                padding,
                height,
                width,
                channels);
    }

    private static int small(int big, int kernel, int stride, int padding) {
        if (stride < 1) {
            throw new IllegalArgumentException("convolution with stride " + stride + ": needs stride >= 1");
        }
        return Math.floorDiv(big + 2 * padding - kernel, stride) + 1;
    }

    /** Returns the shape of the big image, {@code [bigHeight, bigWidth, bigChannels]}. */
    public Shape big() {
        return Shape.of(bigHeight, bigWidth, bigChannels);
    }

    /** Returns the shape of the small image, {@code [smallHeight, smallWidth, smallChannels]}. */
    public Shape small() {
        return Shape.of(smallHeight, smallWidth, smallChannels);
    }

    /** Returns the number of pixels of the small image. */
    public int smallPixels() {
        return smallHeight * smallWidth;
    }

    /** Returns the number of values that one position of the kernel reads: {@code kernel * kernel * bigChannels}. */
    public int patch() {
        return kernel * kernel * bigChannels;
    }
}
