package io.elbo.table.report;

import io.elbo.statistics.measure.NearestNeighbours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A check for copies among synthetic rows: their distances to the nearest real row, compared with those of held-out rows. Numbers differ in
 * standard deviations. Different levels, or a value and a missing cell, have distance 1.
 *
 * @param copies the share of synthetic rows that are equal to a real row in all columns
 * @param heldOutCopies the same for held-out rows; NaN if there are none
 * @param synthetic the quantiles (5 %, 50 %) of the distances of synthetic rows
 * @param heldOut the same for held-out rows; NaN if there are none
 * @param closer the share of synthetic rows that are closer than the 5 % quantile of held-out rows; about 5 % if they are not copies, NaN if
 *     there are no held-out rows
 */
public record Privacy(
        double copies, double heldOutCopies, List<Double> synthetic, List<Double> heldOut, double closer) {
    /** The greatest number of real rows, because all pairs are compared. */
    private static final int MOST = 50_000;

    /** @param test null if there are no held-out rows */
    static Privacy of(double[][] real, double[][] synthetic, double[][] test, int[] levels, ReportOptions options) {
        double[] scales = scales(real, levels);
        float[][] table = embedded(Compared.some(real, MOST, options.seed(), "report real"), levels, scales);
        double[] own = distances(synthetic, table, levels, scales, options);
        double[] others = test == null ? null : distances(test, table, levels, scales, options);
        double bound = others == null ? Double.NaN : quantile(others, 0.05);
        return new Privacy(
                copies(real, synthetic),
                test == null ? Double.NaN : copies(real, test),
                quantiles(own),
                quantiles(others),
                others == null
                        ? Double.NaN
                        : (double) Arrays.stream(own).filter(d -> d < bound).count() / own.length);
    }

    /** Returns the share of rows that are among the others. */
    static double copies(double[][] others, double[][] rows) {
        Set<List<Double>> known = new HashSet<>();
        for (double[] row : others) {
            known.add(Arrays.stream(row).boxed().toList());
        }
        return (double) Arrays.stream(rows)
                        .filter(row -> known.contains(Arrays.stream(row).boxed().toList()))
                        .count()
                / rows.length;
    }

    private static double[] distances(
            double[][] rows, float[][] table, int[] levels, double[] scales, ReportOptions options) {
        double[][] some = Compared.some(rows, options.neighbours(), options.seed(), "report neighbours");
        double[][] distances =
                NearestNeighbours.of(embedded(some, levels, scales), table, 1).distances();
        return Arrays.stream(distances).mapToDouble(d -> d[0]).toArray();
    }

    private static double[] scales(double[][] rows, int[] levels) {
        double[] scales = new double[levels.length];
        for (int c = 0; c < levels.length; c++) {
            double[] values = Arrays.stream(Compared.column(rows, c))
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            double mean = Arrays.stream(values).average().orElse(0);
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            scales[c] = variance > 0 && Double.isFinite(variance) ? Math.sqrt(variance) : 1;
        }
        return scales;
    }

    /** Returns points whose Euclidean distances are those described above. */
    static float[][] embedded(double[][] rows, int[] levels, double[] scales) {
        float root = (float) Math.sqrt(0.5);
        int width = Arrays.stream(levels).map(n -> n == 0 ? 3 : n + 1).sum();
        List<float[]> all = new ArrayList<>();
        for (double[] row : rows) {
            float[] to = new float[width];
            int at = 0;
            for (int c = 0; c < levels.length; c++) {
                boolean missing = Double.isNaN(row[c]);
                if (levels[c] == 0) {
                    to[at] = missing ? 0 : (float) Math.max(-1e6, Math.min(1e6, row[c] / scales[c]));
                    to[at + (missing ? 1 : 2)] = root;
                    at += 3;
                } else {
                    to[at + (missing ? levels[c] : (int) row[c])] = root;
                    at += levels[c] + 1;
                }
            }
            all.add(to);
        }
        return all.toArray(new float[0][]);
    }

    private static List<Double> quantiles(double[] distances) {
        return distances == null
                ? List.of(Double.NaN, Double.NaN)
                : List.of(quantile(distances, 0.05), quantile(distances, 0.5));
    }

    private static double quantile(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (p * sorted.length))];
    }
}
