package io.elbo.table.report;

import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The comparison of a column of real and of synthetic rows.
 *
 * @param name its name
 * @param kind "count", "category", ...
 * @param measure "KS" (Kolmogorov-Smirnov) of numbers, "TV" (total variation) of levels
 * @param distance the distance by that measure, 0 to 1
 * @param realMissing the share of missing cells of real rows
 * @param syntheticMissing the share of missing cells of synthetic rows
 * @param bins the bins of a plot: the levels, the most frequent first, or the lower ends of intervals
 * @param realShares the share of real rows in each bin
 * @param syntheticShares the share of synthetic rows in each bin
 */
public record ColumnComparison(
        String name,
        String kind,
        String measure,
        double distance,
        double realMissing,
        double syntheticMissing,
        List<String> bins,
        List<Double> realShares,
        List<Double> syntheticShares) {
    private static final int BINS = 24;
    private static final int LEVELS = 12;

    static ColumnComparison of(Column column, List<String> levels, double[] real, double[] synthetic) {
        List<String> bins = new ArrayList<>();
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        if (levels.isEmpty()) {
            intervals(column.type(), real, synthetic, bins, a, b);
        } else {
            levels(levels, real, synthetic, bins, a, b);
        }
        return new ColumnComparison(
                column.name(),
                column.type().kind(),
                levels.isEmpty() ? "KS" : "TV",
                levels.isEmpty()
                        ? Distances.kolmogorovSmirnov(real, synthetic)
                        : Distances.totalVariation(real, synthetic, levels.size()),
                Distances.missing(real),
                Distances.missing(synthetic),
                bins,
                a,
                b);
    }

    private static void levels(
            List<String> levels, double[] real, double[] synthetic, List<String> bins, List<Double> a, List<Double> b) {
        double[] p = Distances.shares(real, levels.size());
        double[] q = Distances.shares(synthetic, levels.size());
        int[] order = IntStream.range(0, levels.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -p[i]))
                .mapToInt(i -> i)
                .toArray();
        double restP = 0;
        double restQ = 0;
        for (int i = 0; i < order.length; i++) {
            if (i < LEVELS - 1 || order.length == LEVELS) {
                bins.add(levels.get(order[i]));
                a.add(p[order[i]]);
                b.add(q[order[i]]);
            } else {
                restP += p[order[i]];
                restQ += q[order[i]];
            }
        }
        if (order.length > LEVELS) {
            bins.add((order.length - LEVELS + 1) + " others");
            a.add(restP);
            b.add(restQ);
        }
    }

    /** Returns equal bins between the 0.5 % and the 99.5 % quantile of the real values. The first and the last bin also have the tails. */
    private static void intervals(
            ColumnType type, double[] real, double[] synthetic, List<String> bins, List<Double> a, List<Double> b) {
        double[] sorted =
                Arrays.stream(real).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length == 0) {
            return;
        }
        double low = sorted[(int) (0.005 * sorted.length)];
        double high = sorted[(int) (0.995 * sorted.length)];
        double width = high > low ? high / BINS - low / BINS : 1;
        int count = high > low ? BINS : 1;
        if (type instanceof ColumnType.Count) {
            // the same number of integers in each bin
            width = Math.ceil((high - low + 1) / BINS);
            count = (int) Math.ceil((high - low + 1) / width);
        }
        CellCodec codec = type.codec();
        double[] p = shares(real, low, width, count);
        double[] q = shares(synthetic, low, width, count);
        for (int i = 0; i < count; i++) {
            bins.add(codec.format(low + i * width));
            a.add(p[i]);
            b.add(q[i]);
        }
    }

    private static double[] shares(double[] values, double low, double width, int count) {
        return Distances.shares(
                Arrays.stream(values)
                        .map(v -> Double.isNaN(v) ? v : Math.max(0, Math.min(count - 1, Math.floor((v - low) / width))))
                        .toArray(),
                count);
    }
}
