package io.elbo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConvGeometryTest {
    /** Every position of the kernel that begins within the padded image, counted one by one. */
    @Test
    void aConvolutionHasOneOutputForEveryPositionOfItsKernel() {
        for (int big = 1; big <= 9; big++) {
            for (int kernel = 1; kernel <= 5; kernel++) {
                for (int stride = 1; stride <= 3; stride++) {
                    for (int padding = 0; padding < kernel; padding++) {
                        int positions = 0;
                        for (int at = -padding; at + kernel <= big + padding; at += stride) {
                            positions++;
                        }
                        int size = big;
                        int k = kernel;
                        int s = stride;
                        int p = padding;
                        if (positions == 0) {
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> ConvGeometry.convolution(size, size, 1, 1, k, s, p));
                        } else {
                            ConvGeometry g = ConvGeometry.convolution(big, big + 1, 2, 3, kernel, stride, padding);
                            assertEquals(positions, g.smallHeight());
                            assertEquals(Shape.of(big, big + 1, 2), g.big());
                        }
                    }
                }
            }
        }
    }

    /** The published formula: (n - 1) stride - 2 padding + kernel + output padding. */
    @Test
    void aTransposedConvolutionIsAConvolutionReadTheOtherWay() {
        ConvGeometry g = ConvGeometry.transposed(7, 5, 16, 8, 3, 2, 1, 1);
        assertEquals(Shape.of(14, 10, 8), g.big());
        assertEquals(Shape.of(7, 5, 16), g.small());
        assertEquals(g, ConvGeometry.convolution(14, 10, 8, 16, 3, 2, 1));
        assertEquals(72, g.patch());
        assertEquals(35, g.smallPixels());
    }

    @Test
    void whatNoKernelFitsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ConvGeometry.convolution(5, 5, 1, 1, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> ConvGeometry.convolution(5, 5, 1, 1, 3, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> ConvGeometry.convolution(5, 5, 1, 1, 3, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> ConvGeometry.convolution(5, 5, 1, 1, 3, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> ConvGeometry.transposed(5, 5, 1, 1, 3, 2, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new ConvGeometry(6, 6, 1, 3, 2, 1, 4, 3, 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ConvGeometry.convolution(2, 2, 1, 1, 5, 1, 1))
                .getMessage()
                .contains("kernel 5"));
    }
}
