package io.elbo.table;

import io.elbo.data.table.ParsedRow;
import io.elbo.data.table.Schema;
import io.elbo.math.LogSums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares each cell of a row with the model's expectation from the other cells. */
final class Explainer {
    private static final double TAIL = 0.05;
    /** The least probability. Smaller values come from the tails of a fitted distribution, and their order has no meaning. */
    private static final double LEAST = 1e-8;
    /** The rate of missing values below which a missing cell is reported. */
    private static final double SELDOM = 0.1;

    private final Schema schema;
    private final TableEncoding encoding;
    private final RowVectors usual;
    private final LatentDraws draws;

    /** @param usual how often cells are missing */
    Explainer(Schema schema, TableEncoding encoding, RowVectors usual, LatentDraws draws) {
        this.schema = schema;
        this.encoding = encoding;
        this.usual = usual;
        this.draws = draws;
    }

    List<CellSurprise> explain(double[] row, int samples, long seed) {
        double[] known = ParsedRow.fitting(row);
        List<Integer> judged = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (int j = 0; j < encoding.cells().size(); j++) {
            int column = encoding.columns().get(j);
            if (!Double.isNaN(row[column]) || usual.share(column, CellState.MISSING) < SELDOM) {
                double[] other = known.clone();
                other[column] = Double.NaN;
                judged.add(j);
                without.add(other);
            }
        }
        Ranked[] ranked = new Ranked[judged.size()];
        draws.each(without.toArray(new double[0][]), samples, seed, (i, decoded, logWeights) -> {
            int j = judged.get(i);
            double value = row[encoding.columns().get(j)];
            ranked[i] = ranked(j, value, decoded, LogSums.normalized(logWeights));
        });
        List<Ranked> cells = new ArrayList<>(List.of(ranked));
        for (int column = 0; column < row.length; column++) {
            if (Double.isInfinite(row[column]) && !encoding.columns().contains(column)) {
                String name = schema.names().get(column);
                cells.add(new Ranked(
                        new CellSurprise(name, row[column], surprise(0), Double.NaN, Double.NaN, Double.NaN),
                        Double.POSITIVE_INFINITY));
            }
        }
        cells.sort(Comparator.comparingDouble((Ranked r) -> r.cell.surprise())
                .thenComparingDouble(Ranked::apart)
                .reversed());
        return cells.stream().map(Ranked::cell).toList();
    }

    private Ranked ranked(int j, double value, Decoded[] decoded, double[] weights) {
        int column = encoding.columns().get(j);
        String name = schema.names().get(column);
        CellEncoding cell = encoding.cells().get(j);
        CellSurprise all = cell instanceof CellEncoding.Levels levels
                ? level(name, value, levels, decoded, weights, j)
                : number(name, value, decoded, weights, j);
        if (Double.isFinite(value)) {
            double apart = cell instanceof CellEncoding.Numbers numbers
                    ? Math.abs(numbers.interval(value).middle())
                    : 0;
            return new Ranked(all, apart);
        }
        double probability = Double.isNaN(value) ? usual.share(column, CellState.MISSING) : 0;
        return new Ranked(
                new CellSurprise(name, value, surprise(probability), all.expected(), all.lower(), all.upper()),
                Double.isNaN(value) ? 0 : Double.POSITIVE_INFINITY);
    }

    /** @param apart the distance from the column's median, which orders cells that contradict each other and are equally improbable */
    private record Ranked(CellSurprise cell, double apart) {}

    private static double surprise(double probability) {
        return 0 - StrictMath.log(Math.max(LEAST, Math.min(1, probability)));
    }

    private static CellSurprise number(String name, double value, Decoded[] decoded, double[] weights, int cell) {
        double p = Double.isFinite(value) ? cumulative(value, decoded, weights, cell) : 0.5;
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
            p += weights[k] * ((CellDistribution.Number) decoded[k].cell(cell)).cumulative(value);
        }
        return p;
    }

    /** By halving an interval on the scale of the scores. */
    private static double quantile(double p, Decoded[] decoded, double[] weights, int cell) {
        NormalScores scores =
                ((CellDistribution.Number) decoded[0].cell(cell)).cells().scores();
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
        double[] p = new double[levels.classOf().size()];
        int expected = 0;
        for (int level = 0; level < p.length; level++) {
            for (int k = 0; k < weights.length; k++) {
                p[level] += weights[k] * ((CellDistribution.Level) decoded[k].cell(cell)).probability(level);
            }
            expected = p[level] > p[expected] ? level : expected;
        }
        double noMore = 0;
        for (double other : p) {
            noMore += !Double.isFinite(value) || other <= p[(int) value] ? other : 0;
        }
        return new CellSurprise(name, value, surprise(noMore), expected, Double.NaN, Double.NaN);
    }
}
