package io.elbo.table;

import io.elbo.math.NormalQuantile;
import java.util.Arrays;

/**
 * Estimates the distribution function of a column from some of its values, as the knots of {@link NormalScores}.
 *
 * <ul>
 *   <li>Neighbouring values form a group that is large enough for a density. Within a group the map is linear. A group ends halfway to the
 *       next group. If the gap to the next group is much wider than those within, it ends a few of its own gaps after its values.
 *   <li>A value that occurs more often than the density around it explains, such as 0, 99999 or a rounded number, is an atom: a group of its
 *       own, as wide as the interval of its last digit. Two equal amounts among 150 are chance and not an atom.
 *   <li>Beyond the least and the greatest value the tail is a generalized Pareto distribution, fitted to a tenth of the values by
 *       probability-weighted moments (Hosking and Wallis 1987), never lighter than an exponential one.
 *   <li>A small uniform part covers the ordinary range, so that gaps are not impossible. Less covers the gap between that range and distant
 *       values.
 * </ul>
 *
 * A new value lies beyond the greatest of n values with the probability {@code 1/(n + 1)}. The map leaves half of that beyond each end group.
 */
final class ColumnKnots {
    /** The greatest number of groups. */
    private static final int MOST = 256;
    /** The greatest number of atoms. */
    private static final int MOST_ATOMS = 1024;
    /** The least number of values of a group. */
    private static final int FEW = 4;
    /** The number of neighbouring values that determine the local density. */
    private static final int BESIDE = 20;
    /** Deviations that a count may be above what is expected, and what it must be above in any case. */
    private static final double DEVIATIONS = 4;

    private static final double COINCIDENCE = 2;
    /** Of the gaps within a group: how far it reaches beyond its values, and how wide a gap ends it. */
    private static final double REACH = 3;

    private static final double BREAK = 12;
    /** Of the gap beside a value that stands alone: how far it reaches. */
    private static final double ALONE = 0.05;
    /** Even part at most, and how it falls with the number of values. */
    private static final double EVEN = 0.02;

    private static final double EVEN_ROOTS = 2;
    /** Of a value: what lies in a wide gap at least. */
    private static final double IN_GAP = 0.05;
    /** Values of a tail, at least and at most. */
    private static final int LEAST_TAIL = 5;

    private static final int MOST_TAIL = 1000;
    /** Of the shape of a tail: as if so many values had shown an exponential one; and the heaviest. */
    private static final double DOUBT = 10;

    private static final double HEAVIEST = 0.8;
    /** Knots of a tail, each for a tenth of the probability before it. */
    private static final int TAIL_KNOTS = 10;
    /** Of knots, so that differences are finite. */
    private static final double FARTHEST = 2 * NormalScores.LARGEST;

    private final double[] sorted;
    private final double step;
    private final CellEncoding.Numbers.Range ordinary;
    private final int[] first; // of each different value, its first place among the sorted ones; then their number
    private final double[] x;
    private final double[] t;
    private int kept;

    private ColumnKnots(double[] sorted, double step, CellEncoding.Numbers.Range ordinary) {
        this.sorted = sorted;
        this.step = step;
        this.ordinary = ordinary;
        int different = 0;
        int[] places = new int[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                places[different++] = i;
            }
        }
        places[different] = sorted.length;
        first = Arrays.copyOf(places, different + 1);
        x = new double[2 * (Math.min(different, MOST + MOST_ATOMS + MOST) + TAIL_KNOTS + 2)];
        t = new double[x.length];
    }

    /**
     * @param sorted the values, rising, at least one, none beyond {@link NormalScores#LARGEST} nor -0
     * @param step the width of the interval of each
     * @param ordinary where all are but few that are far away
     */
    static NormalScores of(double[] sorted, double step, CellEncoding.Numbers.Range ordinary) {
        ColumnKnots knots = new ColumnKnots(sorted, step, ordinary);
        knots.find();
        return new NormalScores(Arrays.copyOf(knots.x, knots.kept), Arrays.copyOf(knots.t, knots.kept));
    }

    private int different() {
        return first.length - 1;
    }

    private double value(int i) {
        return sorted[first[i]];
    }

    private int count(int i) {
        return first[i + 1] - first[i];
    }

    /** Half of a cell: of what its last digit or a double leaves open. */
    private double half(double value) {
        return CellEncoding.Numbers.half(value, step);
    }

    private void find() {
        int n = sorted.length;
        int[] begins = groups();
        double least = value(0);
        double most = value(different() - 1);
        double low = Math.max(-FARTHEST, least - half(least) - reach(begins, 0, true));
        double high = Math.min(FARTHEST, most + half(most) + reach(begins, begins.length - 2, false));
        double even = Math.min(EVEN, EVEN_ROOTS / Math.sqrt(n)) * n;
        lowerTail(low);
        for (int g = 0; g < begins.length - 1; g++) {
            if (g > 0) {
                between(begins, g, even);
            }
        }
        knot(high, (n + 0.5) / (n + 1.0));
        upperTail(high);
    }

    /** The edges between a group and the one before it: one if they touch, else two. */
    private void between(int[] begins, int group, double even) {
        double left = value(begins[group] - 1);
        double right = value(begins[group]);
        double from = left + half(left);
        double to = right - half(right);
        double before = reach(begins, group - 1, false);
        double after = reach(begins, group, true);
        int below = first[begins[group]];
        if (to - from <= before + after) {
            double part = before + after > 0 ? before / (before + after) : 0.5;
            inner(from + part * Math.max(0, to - from), below, even);
        } else {
            inner(from + before, below, even);
            inner(to - after, below + IN_GAP, even);
        }
    }

    private void inner(double edge, double below, double even) {
        int n = sorted.length;
        double low = ordinary.least();
        double high = ordinary.greatest();
        double share = high > low ? (ordinary.clamped(edge) - low) / (high - low) : edge > high ? 1 : 0;
        knot(edge, ((n - even) * below / n + even * share + 0.5) / (n + 1.0));
    }

    private void knot(double edge, double probability) {
        double score = NormalQuantile.of(probability);
        if (kept == 0 || edge > x[kept - 1] && score > t[kept - 1]) {
            x[kept] = edge;
            t[kept++] = score;
        }
    }

    /** The different values by which groups begin, and how many there are. */
    private int[] groups() {
        int n = sorted.length;
        double enough = Math.max(FEW, Math.max(Math.sqrt(n) / 2, (double) n / MOST));
        int[] begins = new int[different() + 1];
        int groups = 0;
        int rows = 0;
        int gaps = 0;
        boolean open = false;
        for (int i = 0; i < different(); i++) {
            boolean atom = (long) count(i) * MOST_ATOMS >= n && isAtom(i);
            boolean wide = open && rows < enough && gaps < MOST && isWide(i);
            if (!open || atom || rows >= enough || wide) {
                begins[groups++] = i;
                rows = 0;
                gaps += wide ? 1 : 0;
            }
            rows += count(i);
            open = !atom;
        }
        begins[groups] = different();
        return Arrays.copyOf(begins, groups + 1);
    }

    /** Returns whether a value occurs more often than its neighbours suggest. */
    private boolean isAtom(int i) {
        int left = i;
        int right = i;
        int rows = 0;
        while (rows < BESIDE && (left > 0 || right < different() - 1)) {
            boolean toLeft =
                    left > 0 && (right == different() - 1 || value(i) - value(left - 1) <= value(right + 1) - value(i));
            rows += toLeft ? count(--left) : count(++right);
        }
        double width = value(right) - value(left);
        double expected = width > 0 ? rows * Math.min(1, 2 * half(value(i)) / width) : 0;
        return count(i) > expected + DEVIATIONS * Math.sqrt(expected) + COINCIDENCE;
    }

    /** Returns whether the gap before a value is much wider than those before or after it. */
    private boolean isWide(int i) {
        double gap = value(i) - value(i - 1);
        int before = Math.max(0, i - 1 - BESIDE / 2);
        int after = Math.min(different() - 1, i + BESIDE / 2);
        double narrow = Math.min(mean(before, i - 1), mean(i, after));
        return gap > BREAK * Math.max(2 * half(value(i)), narrow);
    }

    /** Returns the mean gap between values; infinite for fewer than three. */
    private double mean(int from, int to) {
        return to - from < 2 ? Double.POSITIVE_INFINITY : (value(to) - value(from)) / (to - from);
    }

    /** Returns how far a group extends beyond its least or its greatest value. */
    private double reach(int[] begins, int group, boolean down) {
        int from = begins[group];
        int to = begins[group + 1] - 1;
        if (to > from) {
            return REACH * (value(to) - value(from)) / (to - from);
        }
        if (count(from) > COINCIDENCE) {
            return 0;
        }
        double before = from > 0 ? value(from) - value(from - 1) : Double.POSITIVE_INFINITY;
        double after = from < different() - 1 ? value(from + 1) - value(from) : Double.POSITIVE_INFINITY;
        double gap = down && from > 0 || from == different() - 1 ? before : after;
        return Double.isInfinite(gap) ? 0 : ALONE * gap;
    }

    private void lowerTail(double edge) {
        double[] mirrored = new double[sorted.length];
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = 0.0 - sorted[sorted.length - 1 - i];
        }
        Tail tail = Tail.of(mirrored, half(edge));
        double beyond = 0.5 / (sorted.length + 1.0);
        for (int j = TAIL_KNOTS; j >= 0; j--) {
            double probability = beyond * StrictMath.pow(10, -j);
            double at = edge - tail.distance(j);
            if (at >= -FARTHEST) {
                knot(at, probability);
            }
        }
    }

    private void upperTail(double edge) {
        Tail tail = Tail.of(sorted, half(edge));
        double beyond = 0.5 / (sorted.length + 1.0);
        for (int j = 1; j <= TAIL_KNOTS; j++) {
            double at = edge + tail.distance(j);
            double score = -NormalQuantile.of(beyond * StrictMath.pow(10, -j)); // 1 - p would lose its digits
            if (at <= FARTHEST && at > x[kept - 1] && score > t[kept - 1]) {
                x[kept] = at;
                t[kept++] = score;
            }
        }
    }

    /**
     * The tail beyond the greatest value, a generalized Pareto distribution.
     *
     * @param scale there, above 0
     * @param shape 0 for an exponential tail, more for a heavier one
     */
    private record Tail(double scale, double shape) {
        static Tail of(double[] sorted, double least) {
            int n = sorted.length;
            int k = Math.min(n - 1, Math.max(LEAST_TAIL, Math.min(MOST_TAIL, n / 10)));
            if (k < 1) {
                return new Tail(least, 0);
            }
            double from = sorted[n - 1 - k];
            double mean = 0;
            double weighted = 0;
            for (int i = 1; i <= k; i++) {
                double excess = (sorted[n - 1 - k + i] - from) / k;
                mean += excess;
                weighted += excess * (1 - (i - 0.35) / k);
            }
            double difference = mean - 2 * weighted;
            double fitted = difference > 0 ? 2 - mean / difference : 0;
            double shape = Math.max(0, Math.min(HEAVIEST, k * fitted / (k + DOUBT)));
            // the mean excess of such a tail over a place grows with it by shape / (1 - shape)
            double scale = mean * (1 - shape) + shape * (sorted[n - 1] - from);
            return new Tail(Math.max(least, Math.min(scale, NormalScores.LARGEST)), shape);
        }

        /** How far beyond 10^-j of what lies beyond at all is. */
        double distance(int j) {
            double log = j * StrictMath.log(10);
            return shape == 0 ? scale * log : scale * StrictMath.expm1(shape * log) / shape;
        }
    }
}
