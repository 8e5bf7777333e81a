package io.elbo.table;

import io.elbo.internal.NormalQuantile;
import java.util.Arrays;

/**
 * A rising map T of a column's numbers to normal scores: {@code T(x) = Phi^-1(F(x))}, where F is the distribution of the column's
 * cells, each spread evenly over the interval that its last digit leaves open, mixed with a little of an even one over twice the
 * column's range. Whatever its tails, modes and spikes, the column becomes about standard normal, and a value that a tenth of the
 * rows share an interval that a tenth of N(0, 1) falls into. Linear between knots, and beyond them to scores of {@value #FARTHEST}.
 *
 * @param x knots, rising
 * @param t their scores, rising
 */
record NormalScores(double[] x, double[] t) {
    /** Of the even distribution, so that a value between those seen has a place too. */
    private static final double EVEN = 0.02;
    /** Values that get knots of their own: as many quantiles. */
    private static final int MOST = 256;
    /** Of scores: what is farther away is as strange as this, and single precision tells it from its neighbours. */
    static final double FARTHEST = 50;
    /** Of values, so that no difference of two is too great for a double. */
    static final double LARGEST = 1e300;

    NormalScores {
        if (x == null || t == null) {
            throw new IllegalArgumentException("knots: need values x and scores t");
        }
        if (x.length < 2 || x.length != t.length) {
            throw new IllegalArgumentException("knots: " + x.length + " values and " + t.length + " scores");
        }
        for (int i = 0; i < x.length; i++) {
            boolean rises = i == 0 || x[i] > x[i - 1] && t[i] > t[i - 1];
            if (!(Math.abs(x[i]) <= 4 * LARGEST && Math.abs(t[i]) <= FARTHEST && rises)) {
                throw new IllegalArgumentException(
                        "knot " + i + ": values and scores must rise, scores from -50 to 50");
            }
        }
    }

    /**
     * @param sorted the values, rising, at least one, none beyond {@link #LARGEST} nor -0
     * @param step the width of the interval of each, more than a double leaves open
     */
    static NormalScores of(double[] sorted, double step) {
        int n = sorted.length;
        double low = sorted[0] - step / 2;
        double high = sorted[n - 1] + step / 2;
        double range = high - low;
        double[] edges = edges(sorted, step, low - range / 2, high + range / 2);
        double[] x = new double[edges.length];
        double[] t = new double[edges.length];
        int kept = 0;
        for (double edge : edges) {
            double even = (edge - (low - range / 2)) / (2 * range);
            double f = (1 - EVEN) * below(sorted, edge) / n + EVEN * even;
            double score = NormalQuantile.of(Math.min(1 - 1e-4 / n, Math.max(1e-4 / n, f)));
            if (kept == 0 || edge > x[kept - 1] && score > t[kept - 1]) {
                x[kept] = edge;
                t[kept++] = score;
            }
        }
        return new NormalScores(Arrays.copyOf(x, kept), Arrays.copyOf(t, kept));
    }

    /** The ends of the intervals of quantiles, and the ends of all. */
    private static double[] edges(double[] sorted, double step, double low, double high) {
        double[] all = new double[2 * MOST + 2];
        int count = 0;
        all[count++] = low;
        double last = Double.NaN;
        for (int i = 0; i < MOST; i++) {
            double value = sorted[(int) ((long) i * (sorted.length - 1) / (MOST - 1))];
            if (value != last) {
                all[count++] = value - step / 2;
                all[count++] = value + step / 2;
                last = value;
            }
        }
        all[count++] = high;
        double[] edges = Arrays.copyOf(all, count);
        Arrays.sort(edges);
        return edges;
    }

    /** How many are below. */
    private static int below(double[] sorted, double edge) {
        int at = Arrays.binarySearch(sorted, edge);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && sorted[at - 1] == edge) {
            at--;
        }
        return at;
    }

    double score(double value) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, line(x, t, value)));
    }

    /** The value of a score; of any, also of one beyond {@link #FARTHEST}. */
    double value(double score) {
        return line(t, x, score);
    }

    private static double line(double[] from, double[] to, double at) {
        int last = from.length - 1;
        if (at < from[0] || at > from[last]) {
            // as steep as the whole is on average: the first and the last pieces may be very flat or very steep
            double slope = (to[last] - to[0]) / (from[last] - from[0]);
            return at < from[0] ? to[0] + (at - from[0]) * slope : to[last] + (at - from[last]) * slope;
        }
        int place = Arrays.binarySearch(from, at + 0.0); // by which -0 is 0
        if (place >= 0) {
            return to[place];
        }
        int right = -place - 1;
        double part = (at - from[right - 1]) / (from[right] - from[right - 1]);
        return to[right - 1] + part * (to[right] - to[right - 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NormalScores o && Arrays.equals(x, o.x) && Arrays.equals(t, o.t);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(t);
    }
}
