package io.elbo.engine.execution;

import io.elbo.engine.Binary;
import io.elbo.engine.ConvGeometry;
import io.elbo.engine.kernel.Kernels;
import io.elbo.engine.kernel.Panels;

/** The instructions made of matrix products. The left operand is the rows of a whole chunk, or the pixels of an image. */
final class Products {
    private Products() {}

    /** Computes {@code C += A B}, panel by panel. */
    static void multiply(
            Worker w, float[] a, int aAt, int rows, float[] panels, int depth, int columns, float[] c, int cAt) {
        multiply(w, a, aAt, rows, panels, depth, 0, depth, columns, c, cAt);
    }

    /** Computes {@code C += A B} for columns {@code from} to {@code to - 1} of A. */
    static void multiply(
            Worker w,
            float[] a,
            int aAt,
            int rows,
            float[] panels,
            int depth,
            int from,
            int to,
            int columns,
            float[] c,
            int cAt) {
        if (from == to) {
            return;
        }
        int whole = columns / Panels.WIDTH;
        for (int panel = 0; panel < whole; panel++) {
            w.kernels.multiply(
                    a,
                    aAt + from,
                    depth,
                    rows,
                    panels,
                    (panel * depth + from) * Panels.WIDTH,
                    to - from,
                    c,
                    cAt + panel * Panels.WIDTH,
                    columns);
        }
        int first = whole * Panels.WIDTH;
        int rest = columns - first;
        if (rest > 0) {
            for (int r = 0; r < rows; r += Worker.TAIL_ROWS) {
                int count = Math.min(Worker.TAIL_ROWS, rows - r);
                int at = cAt + r * columns + first;
                copy(c, at, columns, w.tail, 0, Panels.WIDTH, count, rest);
                w.kernels.multiply(
                        a,
                        aAt + r * depth + from,
                        depth,
                        count,
                        panels,
                        first * depth + from * Panels.WIDTH,
                        to - from,
                        w.tail,
                        0,
                        Panels.WIDTH);
                copy(w.tail, 0, Panels.WIDTH, c, at, columns, count, rest);
            }
        }
    }

    static void copy(
            float[] from, int fromAt, int fromStride, float[] to, int toAt, int toStride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, fromAt + r * fromStride, to, toAt + r * toStride, columns);
        }
    }

    private static void start(float[] c, int at, int rows, int columns, float[] bias) {
        if (bias == null) {
            java.util.Arrays.fill(c, at, at + rows * columns, 0);
            return;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(bias, 0, c, at + r * columns, columns);
        }
    }

    /** {@code y = x M + b}. The panels of M may be those of a parameter or of its transpose. */
    record Affine(Buffer x, float[] panels, int depth, int columns, float[] bias, Buffer y) implements Instruction {
        @Override
        public void run(Worker w, int from, int to) {
            int rows = (to - from) * (x.size / depth);
            float[] c = y.array(w);
            int cAt = y.at(w, from);
            start(c, cAt, rows, columns, bias);
            multiply(w, x.array(w), x.at(w, from), rows, panels, depth, columns, c, cAt);
        }
    }

    /** {@code y = x M + b} for an x that may have many zeros. Where it has, only the non-zero terms are listed. */
    record SparseAffine(Buffer x, NonZeros nonZeros, float[] panels, int columns, float[] bias, Buffer y)
            implements Instruction {
        @Override
        public void run(Worker w, int from, int to) {
            int rows = (to - from) * nonZeros.leading();
            float[] c = y.array(w);
            int cAt = y.at(w, from);
            start(c, cAt, rows, columns, bias);
            for (int r = 0; r < rows; r += NonZeroTerms.ROWS) {
                add(
                        w,
                        from * nonZeros.leading() + r,
                        Math.min(NonZeroTerms.ROWS, rows - r),
                        x.array(w),
                        x.at(w, from) + r * nonZeros.columns(),
                        c,
                        cAt + r * columns);
            }
        }

        private void add(Worker w, int firstRow, int rows, float[] a, int aAt, float[] c, int cAt) {
            int depth = nonZeros.columns();
            int done = 0;
            for (int k = 0; k < depth; k += NonZeroTerms.DEPTH) {
                int end = Math.min(depth, k + NonZeroTerms.DEPTH);
                if (nonZeros.fewInRows(firstRow, rows, k, end)) {
                    multiply(w, a, aAt, rows, panels, depth, done, k, columns, c, cAt);
                    w.terms.listRows(nonZeros, firstRow, rows, k, end, a, aAt);
                    w.terms.multiply(w.kernels, rows, panels, k * Panels.WIDTH, depth * Panels.WIDTH, columns, c, cAt);
                    done = end;
                }
            }
            multiply(w, a, aAt, rows, panels, depth, done, depth, columns, c, cAt);
        }
    }

    /** A convolution: the product of each image's patches and the kernel. */
    record Convolve(ConvGeometry g, Buffer big, float[] panels, float[] bias, Buffer small) implements Instruction {
        @Override
        public int patches() {
            return g.smallPixels() * g.patch();
        }

        @Override
        public void run(Worker w, int from, int to) {
            for (int row = from; row < to; row++) {
                Patches.gather(g, big.array(w), big.at(w, row), 0, g.patch(), w.patches, 0);
                float[] c = small.array(w);
                int cAt = small.at(w, row);
                start(c, cAt, g.smallPixels(), g.smallChannels(), bias);
                multiply(w, w.patches, 0, g.smallPixels(), panels, g.patch(), g.smallChannels(), c, cAt);
            }
        }
    }

    /** A transposed convolution: the product of each small pixel and the kernel is a patch, which is added to the big image. */
    record ConvolveTransposed(ConvGeometry g, Buffer small, float[] panels, float[] bias, Buffer big)
            implements Instruction {
        @Override
        public int patches() {
            return g.smallPixels() * g.patch();
        }

        @Override
        public void run(Worker w, int from, int to) {
            for (int row = from; row < to; row++) {
                start(w.patches, 0, g.smallPixels(), g.patch(), null);
                multiply(
                        w,
                        small.array(w),
                        small.at(w, row),
                        g.smallPixels(),
                        panels,
                        g.smallChannels(),
                        g.patch(),
                        w.patches,
                        0);
                float[] c = big.array(w);
                int cAt = big.at(w, row);
                start(c, cAt, g.bigHeight() * g.bigWidth(), g.bigChannels(), bias);
                Patches.scatter(g, w.patches, c, cAt, w.kernels);
            }
        }
    }

    /** Copies between an image and the patches that a kernel reads: {@code [small pixels][kernel][kernel][channels]}. */
    static final class Patches {
        private Patches() {}

        /** Copies columns {@code from} to {@code to - 1} of every patch. Values outside the image are zero. */
        static void gather(ConvGeometry g, float[] big, int bigAt, int from, int to, float[] patches, int at) {
            int line = g.kernel() * g.bigChannels();
            for (int y = 0; y < g.smallHeight(); y++) {
                for (int x = 0; x < g.smallWidth(); x++) {
                    int left = x * g.stride() - g.padding();
                    for (int i = from / line; i * line < to; i++) {
                        int first = Math.max(from, i * line);
                        int last = Math.min(to, (i + 1) * line);
                        int above = y * g.stride() - g.padding() + i;
                        // the columns of this line that lie inside the image
                        int low = above < 0 || above >= g.bigHeight()
                                ? last
                                : i * line + Math.max(0, -left) * g.bigChannels();
                        int high = i * line + Math.min(g.kernel(), g.bigWidth() - left) * g.bigChannels();
                        low = Math.min(last, Math.max(first, low));
                        high = Math.max(low, Math.min(last, high));
                        int source = bigAt + (above * g.bigWidth() + left) * g.bigChannels() - i * line;
                        zero(patches, at, low - first);
                        copy(big, source + low, patches, at + low - first, high - low);
                        zero(patches, at + high - first, last - high);
                        at += last - first;
                    }
                }
            }
        }

        /** Adds every patch to the pixels that it covers. */
        static void scatter(ConvGeometry g, float[] patches, float[] big, int bigAt, Kernels kernels) {
            int line = g.kernel() * g.bigChannels();
            int at = 0;
            for (int y = 0; y < g.smallHeight(); y++) {
                for (int x = 0; x < g.smallWidth(); x++) {
                    int left = x * g.stride() - g.padding();
                    int low = Math.max(0, -left) * g.bigChannels();
                    int high = Math.min(g.kernel(), g.bigWidth() - left) * g.bigChannels();
                    for (int i = 0; i < g.kernel(); i++, at += line) {
                        int above = y * g.stride() - g.padding() + i;
                        if (above >= 0 && above < g.bigHeight() && low < high) {
                            int target = bigAt + (above * g.bigWidth() + left) * g.bigChannels() + low;
                            add(patches, at + low, big, target, high - low, kernels);
                        }
                    }
                }
            }
        }

        // with few channels the runs are so short that a loop is faster than a call
        private static final int SHORT = 8;

        private static void add(float[] from, int at, float[] to, int toAt, int n, Kernels kernels) {
            if (n <= SHORT) {
                for (int i = 0; i < n; i++) {
                    to[toAt + i] += from[at + i];
                }
            } else {
                kernels.binary(Binary.ADD, to, toAt, from, at, to, toAt, n);
            }
        }

        private static void copy(float[] from, int at, float[] to, int toAt, int n) {
            if (n <= SHORT) {
                for (int i = 0; i < n; i++) {
                    to[toAt + i] = from[at + i];
                }
            } else {
                System.arraycopy(from, at, to, toAt, n);
            }
        }

        private static void zero(float[] to, int at, int n) {
            for (int i = 0; i < n; i++) {
                to[at + i] = 0;
            }
        }
    }
}
