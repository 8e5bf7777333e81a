package io.elbo.data.image;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A linear filter along one side of an image: {@code out[i] = sum_k weights[i * count + k] in[first[i] + k]}. The weights of each
 * output sum to 1, so a constant image does not change, borders included.
 *
 * @param from the length of the side before
 * @param to the length after
 * @param count the number of weights of one output
 * @param first [to], each at most {@code from - count}
 * @param weights [to * count]
 */
record Taps(int from, int to, int count, int[] first, double[] weights) {
    /** Where the weights of a Gaussian are truncated, in standard deviations. */
    private static final double GAUSSIAN_REACH = 4;

    /**
     * Returns {@code exp(-d^2 / (2 sigma^2))} for integer d up to 4 sigma, normalised to sum 1. The last value is repeated beyond
     * the ends.
     */
    public static Taps gaussian(int side, double sigma) {
        int reach = (int) (GAUSSIAN_REACH * sigma + 0.5);
        double[] bell = new double[reach + 1];
        for (int d = 0; d <= reach; d++) {
            bell[d] = StrictMath.exp(-0.5 * d * d / (sigma * sigma));
        }
        Taps taps = empty(side, side, Math.min(side, 2 * reach + 1));
        for (int i = 0; i < side; i++) {
            taps.first[i] = Math.min(Math.max(0, i - reach), side - taps.count);
            for (int d = -reach; d <= reach; d++) {
                int at = Math.min(Math.max(i + d, 0), side - 1);
                taps.weights[i * taps.count + at - taps.first[i]] += bell[Math.abs(d)];
            }
        }
        return taps.normalized();
    }

    /** Returns the mean of each {@code factor} neighbours; the factor divides the side. */
    public static Taps mean(int side, int factor) {
        Taps taps = empty(side, side / factor, factor);
        Arrays.setAll(taps.first, i -> i * factor);
        Arrays.fill(taps.weights, 1);
        return taps.normalized();
    }

    /** Returns interpolation by Keys' cubic convolution; see {@link #resize}. */
    public static Taps cubic(int from, int to) {
        return resize(from, to, 2, Taps::keys);
    }

    /** Returns linear interpolation; see {@link #resize}. */
    public static Taps linear(int from, int to) {
        return resize(from, to, 1, d -> Math.max(0, 1 - d));
    }

    /** Returns the kernel of Keys (1981), "Cubic convolution interpolation for digital image processing", with a = -1/2. */
    private static double keys(double d) {
        if (d < 1) {
            return (1.5 * d - 2.5) * d * d + 1;
        }
        return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }

    /**
     * Returns the weights of a resized side. Pixels are squares, and the outer edges stay where they are: the centre of output i
     * lies at {@code (i + 1/2) from / to} from the first edge. Where the side shrinks, the kernel is widened by the same factor,
     * so that every old pixel counts. Pixels beyond the ends are ignored.
     *
     * @param support where the kernel ends
     * @param kernel its weight at a distance of at least 0
     */
    private static Taps resize(int from, int to, int support, DoubleUnaryOperator kernel) {
        double scale = (double) from / to;
        double widened = Math.max(1, scale);
        double reach = support * widened;
        Taps taps = empty(from, to, Math.min(from, (int) Math.ceil(2 * reach) + 1));
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            taps.first[i] = Math.min(Math.max(0, (int) Math.floor(centre - reach)), from - taps.count);
            for (int k = 0; k < taps.count; k++) {
                double distance = Math.abs(taps.first[i] + k + 0.5 - centre) / widened;
                taps.weights[i * taps.count + k] = kernel.applyAsDouble(distance);
            }
        }
        return taps.normalized();
    }

    private static Taps empty(int from, int to, int count) {
        return new Taps(from, to, count, new int[to], new double[to * count]);
    }

    private Taps normalized() {
        for (int i = 0; i < to; i++) {
            double sum = 0;
            for (int k = i * count; k < (i + 1) * count; k++) {
                sum += weights[k];
            }
            for (int k = i * count; k < (i + 1) * count; k++) {
                weights[k] /= sum;
            }
        }
        return this;
    }
}
