package io.elbo.table;

import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Imputes missing cells with draws of z that are weighted by the observed cells. */
final class Imputer {
    /** The number of values that determine the ends of an interval. */
    private static final int POINTS = 400;

    /** The greatest number of draws of a row until one meets the rules between columns. */
    private static final int ATTEMPTS = 20;

    private final TableEncoding encoding;
    private final LatentDraws draws;
    private final RowRules rules;
    private final IntervalCalibration intervals;

    Imputer(TableEncoding encoding, LatentDraws draws, RowRules rules, IntervalCalibration intervals) {
        this.encoding = encoding;
        this.draws = draws;
        this.rules = rules;
        this.intervals = intervals;
    }

    Imputation impute(double[][] rows, ImputationOptions options) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[][] single = new double[rows.length][];
        double[][] lower = new double[rows.length][columns];
        double[][] upper = new double[rows.length][columns];
        double[][][] multiple = new double[options.draws()][rows.length][];
        for (int row = 0; row < rows.length; row++) {
            single[row] = rows[row].clone();
            Arrays.fill(lower[row], Double.NaN);
            Arrays.fill(upper[row], Double.NaN);
            for (double[][] draw : multiple) {
                draw[row] = rows[row].clone();
            }
        }
        int[] open = IntStream.range(0, rows.length)
                .filter(row -> encoding.columns().stream().anyMatch(column -> Double.isNaN(rows[row][column])))
                .toArray();
        settle(rows, open, single, multiple);
        CounterRandom random = CounterRandom.of(options.seed(), "table imputation");
        draws.each(rows, open, options.samples(), options.seed(), (row, decoded, logWeights) -> {
            double[] weights = LogSums.normalized(logWeights);
            for (int j = 0; j < encoding.cells().size(); j++) {
                int column = encoding.columns().get(j);
                if (!Double.isNaN(rows[row][column])) {
                    continue;
                }
                if (encoding.cells().get(j) instanceof CellEncoding.Levels levels) {
                    single[row][column] = mode(levels, decoded, weights, j);
                } else if (encoding.cells().get(j) instanceof CellEncoding.Numbers numbers) {
                    double[] sorted = values(decoded, weights, j, random, row);
                    double mean = mean(sorted, numbers.ordinary());
                    double of = options.coverage();
                    single[row][column] = Math.max(lower(sorted, of), Math.min(upper(sorted, of), mean));
                    double level = intervals.level(j, of);
                    lower[row][column] = lower(sorted, level);
                    upper[row][column] = upper(sorted, level);
                }
            }
            boolean[] known = known(rows[row]);
            rules.settle(single[row], known);
            for (int column = 0; column < columns; column++) {
                // NaN without an interval
                lower[row][column] = Math.min(lower[row][column], single[row][column]);
                upper[row][column] = Math.max(upper[row][column], single[row][column]);
            }
            float[] uniform = new float[1];
            for (int d = 0; d < multiple.length; d++) {
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    int step = 2 * (d + attempt * multiple.length);
                    multiple[d][row] = rows[row].clone();
                    random.uniform(step + 1, row, 0, uniform, 0, 1);
                    int k = CellDistribution.choose(weights, uniform[0]);
                    draw(decoded[k], random, step + 2, row, multiple[d][row]);
                    rules.complete(multiple[d][row], known);
                    if (rules.holds(multiple[d][row])) {
                        break;
                    }
                }
                rules.settle(multiple[d][row], known);
            }
        });
        return new Imputation(single, multiple, lower, upper);
    }

    /** Fills in what rules determine in rows in which the networks have nothing to fill in. */
    private void settle(double[][] rows, int[] open, double[][] single, double[][][] multiple) {
        for (int row = 0, next = 0; row < rows.length && !rules.isEmpty(); row++) {
            if (next < open.length && open[next] == row) {
                next++;
                continue;
            }
            boolean[] known = known(rows[row]);
            rules.settle(single[row], known);
            for (double[][] draw : multiple) {
                rules.settle(draw[row], known);
            }
        }
    }

    /** Draws the missing cells of a row. */
    private void draw(Decoded decoded, CounterRandom random, int step, int row, double[] to) {
        int cells = decoded.count();
        float[] uniform = new float[2 * cells];
        random.uniform(step, row, 0, uniform, 0, uniform.length);
        for (int j = 0; j < cells; j++) {
            int column = encoding.columns().get(j);
            if (Double.isNaN(to[column])) {
                to[column] = decoded.cell(j).draw(uniform[2 * j], uniform[2 * j + 1]);
            }
        }
    }

    private static double lower(double[] sorted, double level) {
        return sorted[Math.min(POINTS - 1, (int) ((1 - level) / 2 * POINTS))];
    }

    private static double upper(double[] sorted, double level) {
        return sorted[Math.min(POINTS - 1, (int) Math.ceil((1 - (1 - level) / 2) * POINTS))];
    }

    private static boolean[] known(double[] row) {
        boolean[] known = new boolean[row.length];
        for (int column = 0; column < known.length; column++) {
            known[column] = !Double.isNaN(row[column]);
        }
        return known;
    }

    /**
     * Returns the mean of draws over the ordinary range of the column, since few values beyond it would determine the mean; the median if
     * there are none in the range.
     */
    private static double mean(double[] sorted, CellEncoding.Numbers.Range ordinary) {
        double sum = 0;
        int count = 0;
        for (double value : sorted) {
            if (value >= ordinary.least() && value <= ordinary.greatest()) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? ordinary.clamped(sorted[sorted.length / 2]) : sum / count;
    }

    private static int mode(CellEncoding.Levels levels, Decoded[] decoded, double[] weights, int cell) {
        int best = 0;
        double most = -1;
        for (int level = 0; level < levels.classOf().size(); level++) {
            double p = 0;
            for (int k = 0; k < weights.length; k++) {
                p += weights[k] * ((CellDistribution.Level) decoded[k].cell(cell)).probability(level);
            }
            if (p > most) {
                most = p;
                best = level;
            }
        }
        return best;
    }

    /** Returns sorted draws of the cell. */
    static double[] values(Decoded[] decoded, double[] weights, int cell, CounterRandom random, int row) {
        float[] uniform = new float[3 * POINTS];
        random.uniform(-1 - cell, row, 0, uniform, 0, uniform.length);
        double[] values = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            // stratified draws have less noise than independent ones
            int k = CellDistribution.choose(weights, (i + uniform[3 * i]) / POINTS);
            values[i] = decoded[k].cell(cell).draw(uniform[3 * i + 1], uniform[3 * i + 2]);
        }
        Arrays.sort(values);
        return values;
    }
}
