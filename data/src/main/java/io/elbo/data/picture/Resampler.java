package io.elbo.data.picture;

import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import java.util.Arrays;

/**
 * Resizes images of one shape. Height and width are independent. A side that shrinks uses area averaging (each old pixel is
 * weighted by how much of it the new pixel covers), a side that grows uses linear interpolation between pixel centres. All
 * weights are integers and the result is rounded once, half up, so it is the same on every machine.
 */
public final class Resampler {
    private final ImageShape from;
    private final ImageShape to;
    private final Side columns;
    private final Side rows;

    /** Creates a resampler from images of this shape to this size; the channels stay. */
    public Resampler(ImageShape from, ImageSize size) {
        this.from = from;
        this.to = new ImageShape(size.height(), size.width(), from.channels());
        this.columns = Side.of(from.width(), to.width());
        this.rows = Side.of(from.height(), to.height());
    }

    /** Returns the shape of the result of {@link #resize}. */
    public ImageShape to() {
        return to;
    }

    /**
     * Resizes one image.
     *
     * @param pixels [from.size()]
     * @return [to.size()]
     */
    public byte[] resize(byte[] pixels) {
        int channels = from.channels();
        int line = to.width() * channels;
        // at most 255 * 2^17 * 2^17, so a long holds the sums exactly
        long total = columns.total * rows.total;
        long[] narrowed = new long[line];
        long[] sums = new long[line];
        byte[] resized = new byte[to.size()];
        for (int row = 0; row < to.height(); row++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < rows.weights[row].length; k++) {
                narrow(pixels, (rows.first[row] + k) * from.width() * channels, narrowed);
                long weight = rows.weights[row][k];
                for (int i = 0; i < line; i++) {
                    sums[i] += weight * narrowed[i];
                }
            }
            for (int i = 0; i < line; i++) {
                resized[row * line + i] = (byte) ((sums[i] + total / 2) / total);
            }
        }
        return resized;
    }

    /** Computes the weighted sums along one row of old pixels. */
    private void narrow(byte[] pixels, int offset, long[] narrowed) {
        int channels = from.channels();
        for (int column = 0; column < to.width(); column++) {
            int[] weights = columns.weights[column];
            for (int channel = 0; channel < channels; channel++) {
                int at = offset + columns.first[column] * channels + channel;
                long sum = 0;
                for (int weight : weights) {
                    sum += (long) weight * (pixels[at] & 0xFF);
                    at += channels;
                }
                narrowed[column * channels + channel] = sum;
            }
        }
    }

    /** For each new pixel along a side, the first old pixel that counts and the weights from there on. */
    private record Side(int[] first, int[][] weights, long total) {
        static Side of(int from, int to) {
            return to <= from ? shrinking(from, to) : growing(from, to);
        }

        /** Computes the overlaps in a unit in which an old pixel is {@code to} long and a new one {@code from}, where they are integers. */
        private static Side shrinking(int from, int to) {
            int[] first = new int[to];
            int[][] weights = new int[to][];
            for (int i = 0; i < to; i++) {
                long begin = (long) i * from;
                long end = begin + from;
                first[i] = (int) (begin / to);
                int last = (int) ((end - 1) / to);
                weights[i] = new int[last - first[i] + 1];
                for (int j = first[i]; j <= last; j++) {
                    weights[i][j - first[i]] = (int) (Math.min((j + 1L) * to, end) - Math.max((long) j * to, begin));
                }
            }
            return new Side(first, weights, from);
        }

        /** Interpolates. New centre i lies at ((2i + 1) from - to) / (2 to), counted from the centre of old pixel 0. */
        private static Side growing(int from, int to) {
            int[] first = new int[to];
            int[][] weights = new int[to][];
            for (int i = 0; i < to; i++) {
                long last = (from - 1L) * 2 * to;
                long centre = Math.min(Math.max((2L * i + 1) * from - to, 0), last);
                first[i] = (int) (centre / (2L * to));
                int rest = (int) (centre % (2L * to));
                weights[i] = rest == 0 ? new int[] {2 * to} : new int[] {2 * to - rest, rest};
            }
            return new Side(first, weights, 2L * to);
        }
    }
}
