package io.elbo.studio;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/**
 * Thins a curve without changing its appearance. It keeps the minimum and the maximum of each stretch and both ends of the curve, so no
 * peak is lost.
 */
final class Thinning {
    private Thinning() {}

    /**
     * Returns the indices of the points to keep, ascending.
     *
     * @param points the approximate number of points to keep, at least 4
     * @param curves the curves whose peaks are kept; NaN where a curve has no value
     */
    static int[] of(int count, int points, IntToDoubleFunction... curves) {
        if (count <= points) {
            return java.util.stream.IntStream.range(0, count).toArray();
        }
        TreeSet<Integer> kept = new TreeSet<>(Arrays.asList(0, count - 1));
        int stretches = Math.max(1, points / (2 * Math.max(1, curves.length)));
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) count * s / stretches);
            int to = (int) ((long) count * (s + 1) / stretches);
            for (IntToDoubleFunction curve : curves) {
                int least = from;
                int greatest = from;
                for (int i = from; i < to; i++) {
                    double y = curve.applyAsDouble(i);
                    least = y < curve.applyAsDouble(least) || Double.isNaN(curve.applyAsDouble(least)) ? i : least;
                    greatest = y > curve.applyAsDouble(greatest) || Double.isNaN(curve.applyAsDouble(greatest))
                            ? i
                            : greatest;
                }
                kept.add(least);
                kept.add(greatest);
            }
        }
        return kept.stream().mapToInt(i -> i).toArray();
    }
}
