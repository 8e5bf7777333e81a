package io.elbo.engine.execution;

import io.elbo.engine.ConvGeometry;
import io.elbo.engine.kernel.Panels;
import java.util.Arrays;

/** One term of the gradient of a parameter: a sum over the rows of the batch, in order. */
interface Contribution {
    /**
     * Adds rows {@code from} to {@code to - 1} of some panels of the gradient.
     *
     * @param from for a matrix, a multiple of {@link Panels#BLOCK}
     * @param into {@code [panels][to - from][Panels.WIDTH]}
     */
    void add(Worker worker, int from, int to, int firstPanel, int lastPanel, float[] into);

    /** Returns the floats that the worker's {@code patches} array needs for this many rows of the gradient. */
    default int patches(int depth) {
        return 0;
    }

    /** Returns the floats that the worker's {@code blocks} array needs for this many rows of the gradient. */
    default int blocks(int depth) {
        return 0;
    }

    /** {@code sum of x^T y}, both packed. */
    record OfMatrix(Packed x, Packed y) implements Contribution {
        /** Number of rows whose part of a panel stays in cache for all blocks. */
        private static final int STEP = 512;

        @Override
        public void add(Worker w, int from, int to, int firstPanel, int lastPanel, float[] into) {
            int count = x.count(w.rows);
            for (int row = 0; row < count; row += STEP) {
                int rows = Math.min(STEP, count - row);
                for (int panel = firstPanel; panel < lastPanel; panel++) {
                    for (int k = from; k < to; k += Panels.BLOCK) {
                        w.kernels.outer(
                                x.data(),
                                x.at(k / Panels.BLOCK) + row * Panels.BLOCK,
                                Math.min(Panels.BLOCK, to - k),
                                y.data(),
                                y.at(panel) + row * Panels.WIDTH,
                                rows,
                                into,
                                ((panel - firstPanel) * (to - from) + k - from) * Panels.WIDTH);
                    }
                }
            }
        }
    }

    /**
     * {@code sum of x^T y} for an x that is stored row by row and may have many zeros. A block of columns with many zeros lists
     * its non-zero terms; any other block is packed.
     */
    record OfSparse(Buffer x, NonZeros nonZeros, Packed y) implements Contribution {
        @Override
        public int blocks(int depth) {
            return NonZeroTerms.DEPTH * Panels.BLOCK;
        }

        @Override
        public void add(Worker w, int from, int to, int firstPanel, int lastPanel, float[] into) {
            int count = y.count(w.rows);
            int panels = lastPanel - firstPanel;
            for (int row = 0; row < count; row += NonZeroTerms.DEPTH) {
                int rows = Math.min(NonZeroTerms.DEPTH, count - row);
                int yAt = y.at(firstPanel) + row * Panels.WIDTH;
                int run = (to - from) * Panels.WIDTH;
                w.terms.clear();
                for (int k = from; k < to; k += Panels.BLOCK) {
                    int end = Math.min(to, k + Panels.BLOCK);
                    if (nonZeros.fewInColumns(row, rows, k, end)) {
                        w.terms.listColumns(
                                nonZeros, row, rows, k, end, x.array(w), row * nonZeros.columns(), k - from);
                    } else {
                        addBlock(w, row, rows, k, end, panels, yAt, into, (k - from) * Panels.WIDTH, run);
                    }
                }
                w.terms.multiply(w.kernels, to - from, y.data(), yAt, y.at(1), panels, into, 0, Panels.WIDTH, run);
            }
        }

        private void addBlock(
                Worker w, int row, int rows, int from, int to, int panels, int yAt, float[] into, int at, int run) {
            int columns = nonZeros.columns();
            for (int r = 0; r < rows; r++) {
                System.arraycopy(x.array(w), (row + r) * columns + from, w.blocks, r * Panels.BLOCK, to - from);
            }
            for (int panel = 0; panel < panels; panel++) {
                w.kernels.outer(w.blocks, 0, to - from, y.data(), yAt + panel * y.at(1), rows, into, at + panel * run);
            }
        }
    }

    /** {@code sum of y}: a sum of outer products with ones. */
    record OfVector(Packed y) implements Contribution {
        private static final int STEP = 256;
        private static final float[] ONES = new float[STEP * Panels.BLOCK];

        static {
            Arrays.fill(ONES, 1);
        }

        @Override
        public void add(Worker w, int from, int to, int firstPanel, int lastPanel, float[] into) {
            int count = y.count(w.rows);
            for (int panel = firstPanel; panel < lastPanel; panel++) {
                for (int row = 0; row < count; row += STEP) {
                    w.kernels.outer(
                            ONES,
                            0,
                            1,
                            y.data(),
                            y.at(panel) + row * Panels.WIDTH,
                            Math.min(STEP, count - row),
                            into,
                            (panel - firstPanel) * Panels.WIDTH);
                }
            }
        }
    }

    /** {@code sum over images and pixels of patch^T y}. Patches are gathered for a few images at a time. */
    record OfConvolution(ConvGeometry g, Buffer big, Packed y) implements Contribution {
        /** The number of pixels to aim for when patches are gathered. */
        private static final int PIXELS = 128;

        /** Returns the number of images whose patches are gathered at a time. */
        private int imagesAtOnce() {
            return Math.max(1, PIXELS / g.smallPixels());
        }

        @Override
        public int patches(int depth) {
            return g.smallPixels() * depth;
        }

        @Override
        public int blocks(int depth) {
            int strips = (depth + Panels.BLOCK - 1) / Panels.BLOCK;
            return strips * Panels.BLOCK * imagesAtOnce() * g.smallPixels();
        }

        @Override
        public void add(Worker w, int from, int to, int firstPanel, int lastPanel, float[] into) {
            int pixels = g.smallPixels();
            int width = to - from;
            int strips = (width + Panels.BLOCK - 1) / Panels.BLOCK;
            int all = w.rows * y.draws();
            int most = imagesAtOnce();
            for (int row = 0; row < all; row += most) {
                int images = Math.min(most, all - row);
                int count = images * pixels;
                for (int image = 0; image < images; image++) {
                    Products.Patches.gather(g, big.array(w), big.at(w, row + image), from, to, w.patches, 0);
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        int at = image * pixels + pixel;
                        Packed.put(w.patches, pixel * width, width, w.blocks, count, Panels.BLOCK, at);
                    }
                }
                for (int panel = firstPanel; panel < lastPanel; panel++) {
                    for (int strip = 0; strip < strips; strip++) {
                        int k = strip * Panels.BLOCK;
                        w.kernels.outer(
                                w.blocks,
                                strip * count * Panels.BLOCK,
                                Math.min(Panels.BLOCK, width - k),
                                y.data(),
                                y.at(panel) + row * pixels * Panels.WIDTH,
                                count,
                                into,
                                ((panel - firstPanel) * width + k) * Panels.WIDTH);
                    }
                }
            }
        }
    }
}
