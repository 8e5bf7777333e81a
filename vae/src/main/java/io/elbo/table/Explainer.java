package io.elbo.table;

import io.elbo.data.table.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares the cells of a row with what the model expects of each, given the others. */
final class Explainer {
    private static final double TAIL = 0.05;
    /** Of probabilities: what the tails of a fitted distribution say beyond is chance, and orders nothing. */
    private static final double LEAST = 1e-8;

    private Explainer() {}

    static List<CellSurprise> explain(
            Schema schema, TableEncoding encoding, LatentDraws draws, double[] row, int samples, long seed) {
        List<Integer> there = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (int j = 0; j < encoding.cells().size(); j++) {
            int column = encoding.columns().get(j);
            if (!Double.isNaN(row[column])) {
                double[] other = row.clone();
                other[column] = Double.NaN;
                there.add(j);
                without.add(other);
            }
        }
        List<Ranked> cells = new ArrayList<>();
        draws.each(without.toArray(new double[0][]), samples, seed, (i, decoded, logWeights) -> {
            int j = there.get(i);
            int column = encoding.columns().get(j);
            double[] weights = LatentDraws.normalized(logWeights);
            String name = schema.names().get(column);
            double value = row[column];
            cells.add(
                    encoding.cells().get(j) instanceof CellEncoding.Numbers numbers
                            ? new Ranked(
                                    number(name, value, decoded, weights, j),
                                    Math.abs(numbers.interval(value).middle()))
                            : new Ranked(
                                    level(
                                            name,
                                            value,
                                            (CellEncoding.Levels)
                                                    encoding.cells().get(j),
                                            decoded,
                                            weights,
                                            j),
                                    0));
        });
        cells.sort(Comparator.comparingDouble((Ranked r) -> r.cell.surprise())
                .thenComparingDouble(Ranked::apart)
                .reversed());
        return cells.stream().map(Ranked::cell).toList();
    }

    /** @param apart how far from its column's middle: what tells cells that contradict each other, and are as improbable */
    private record Ranked(CellSurprise cell, double apart) {}

    private static double surprise(double probability) {
        return 0 - StrictMath.log(Math.max(LEAST, Math.min(1, probability)));
    }

    private static CellSurprise number(String name, double value, Decoded[] decoded, double[] weights, int cell) {
        double p = cumulative(value, decoded, weights, cell);
        return new CellSurprise(
                name,
                value,
                surprise(2 * Math.min(p, 1 - p)),
                quantile(0.5, decoded, weights, cell),
                quantile(TAIL, decoded, weights, cell),
                quantile(1 - TAIL, decoded, weights, cell));
    }

    private static double cumulative(double value, Decoded[] decoded, double[] weights, int cell) {
        double p = 0;
        for (int k = 0; k < weights.length; k++) {
            p += weights[k] * ((CellDistribution.Number) decoded[k].cells().get(cell)).cumulative(value);
        }
        return p;
    }

    /** By halving an interval on the scale of the scores. */
    private static double quantile(double p, Decoded[] decoded, double[] weights, int cell) {
        NormalScores scores =
                ((CellDistribution.Number) decoded[0].cells().get(cell)).cells().scores();
        double low = -8;
        double high = 8;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (cumulative(scores.value(middle), decoded, weights, cell) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return scores.value((low + high) / 2);
    }

    private static CellSurprise level(
            String name, double value, CellEncoding.Levels levels, Decoded[] decoded, double[] weights, int cell) {
        double[] p = new double[levels.places().size()];
        int expected = 0;
        for (int level = 0; level < p.length; level++) {
            for (int k = 0; k < weights.length; k++) {
                p[level] += weights[k]
                        * ((CellDistribution.Level) decoded[k].cells().get(cell)).probability(level);
            }
            expected = p[level] > p[expected] ? level : expected;
        }
        double noMore = 0;
        for (double other : p) {
            noMore += other <= p[(int) value] ? other : 0;
        }
        return new CellSurprise(name, value, surprise(noMore), expected, Double.NaN, Double.NaN);
    }
}
