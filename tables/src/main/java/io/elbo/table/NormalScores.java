package io.elbo.table;

import java.util.Arrays;

/**
 * An increasing map T from a column's numbers to normal scores: {@code T(x) = Phi^-1(F(x))}, where F is the distribution function that {@link
 * ColumnKnots} estimates. For any tails, modes and spikes, the column becomes approximately standard normal. A value that a tenth of the rows
 * share becomes an interval with a tenth of N(0, 1). The map is linear between knots, and extrapolated with the last slope to scores of
 * {@value #FARTHEST}.
 *
 * @param x knots, rising
 * @param t their scores, rising
 */
record NormalScores(double[] x, double[] t) {
    /** The limit of scores, where single precision still distinguishes neighbours. */
    static final double FARTHEST = 50;
    /** The limit of values, so that differences are finite. */
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

    double score(double value) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, line(x, t, value)));
    }

    /** Returns the value of any score, even beyond {@link #FARTHEST}. */
    double value(double score) {
        return line(t, x, score);
    }

    private static double line(double[] from, double[] to, double at) {
        int last = from.length - 1;
        if (at < from[0] || at > from[last]) {
            int end = at < from[0] ? 0 : last - 1;
            double part = (at - from[end]) / (from[end + 1] - from[end]);
            return to[end] + part * (to[end + 1] - to[end]);
        }
        int index = Arrays.binarySearch(from, at + 0.0); // by which -0 is 0
        if (index >= 0) {
            return to[index];
        }
        int right = -index - 1;
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
