package io.elbo.statistics.boosting;

import io.elbo.data.DataException;
import io.elbo.math.CounterRandom;
import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Gradient boosting: {@code f(x) = start + sum of the trees' values}. Each tree is a Newton step on the loss of the previous ones
 * (Friedman 2001). Splits are found on histograms of binned columns, and the leaf with the greatest gain is split first (Ke et
 * al. 2017, LightGBM).
 *
 * @param columns how their values are binned
 * @param start the best constant
 * @param trees in the order in which they were made
 */
public record HistogramBoosting(List<ColumnBins> columns, double start, List<Tree> trees) {
    /** Copies the lists. */
    public HistogramBoosting {
        if (columns == null || trees == null || columns.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("boosting: needs columns and trees");
        }
        if (!Double.isFinite(start)) {
            throw new IllegalArgumentException("boosting: start " + start + ": must be finite");
        }
        for (Tree tree : trees) {
            if (tree == null) {
                throw new IllegalArgumentException("boosting: a tree is missing");
            }
            for (int column : tree.column()) {
                if (column >= columns.size()) {
                    throw new IllegalArgumentException(
                            "boosting: a tree splits column " + column + " of " + columns.size());
                }
            }
        }
        columns = List.copyOf(columns);
        trees = List.copyOf(trees);
    }

    /** The loss that the trees minimize. */
    public enum Loss {
        /** {@code ln(1 + e^f) - y f}, y 0 or 1: f is the log odds of 1. */
        LOGISTIC {
            @Override
            double start(double mean) {
                double clamped = Math.max(1e-6, Math.min(1 - 1e-6, mean));
                return StrictMath.log(clamped / (1 - clamped));
            }

            @Override
            double of(double y, double f) {
                return Math.max(f, 0) - y * f + StrictMath.log1p(StrictMath.exp(-Math.abs(f)));
            }

            @Override
            double gradient(double y, double f) {
                return 1 / (1 + StrictMath.exp(-f)) - y;
            }

            @Override
            double curvature(double y, double gradient) {
                double p = gradient + y;
                return p * (1 - p);
            }
        },
        /** {@code (y - f)^2 / 2}. */
        SQUARED {
            @Override
            double start(double mean) {
                return mean;
            }

            @Override
            double of(double y, double f) {
                return (y - f) * (y - f) / 2;
            }

            @Override
            double gradient(double y, double f) {
                return f - y;
            }

            @Override
            double curvature(double y, double gradient) {
                return 1;
            }
        };

        abstract double start(double mean);

        abstract double of(double y, double f);

        abstract double gradient(double y, double f);

        abstract double curvature(double y, double gradient);
    }

    /**
     * Fits trees.
     *
     * @param rows {@code [row][column]}, NaN for missing values; levels by their indices from 0
     * @param levels of each column; 0 for numbers
     * @param target of each row, finite
     */
    public static HistogramBoosting fit(
            double[][] rows, int[] levels, double[] target, Loss loss, BoostingOptions options) {
        return fit(rows, levels, target, loss, options, () -> {});
    }

    /**
     * Fits trees, as above.
     *
     * @param between called before each tree; may throw to end the fit
     */
    public static HistogramBoosting fit(
            double[][] rows, int[] levels, double[] target, Loss loss, BoostingOptions options, Runnable between) {
        if (rows.length < 2 || rows.length != target.length) {
            throw new DataException(
                    rows.length + " rows and " + target.length + " targets: the numbers must be equal and at least 2");
        }
        List<ColumnBins> columns = new ArrayList<>();
        short[][] bins = new short[levels.length][rows.length];
        for (int c = 0; c < levels.length; c++) {
            int column = c;
            ColumnBins of = ColumnBins.of(
                    Arrays.stream(rows).mapToDouble(row -> row[column]).toArray(), levels[c]);
            columns.add(of);
            for (int i = 0; i < rows.length; i++) {
                bins[c][i] = (short) of.bin(rows[i][c]);
            }
        }
        Split split = Split.of(rows.length, options);
        double start = loss.start(Arrays.stream(split.learned)
                .mapToDouble(i -> target[i])
                .average()
                .orElseThrow());
        double[] f = new double[rows.length];
        Arrays.fill(f, start);
        double[] gradient = new double[rows.length];
        double[] curvature = new double[rows.length];
        TreeGrower grower = new TreeGrower(columns, bins, options);
        List<Tree> trees = new ArrayList<>();
        double least = split.loss(loss, target, f);
        int best = 0;
        for (int stage = 0; stage < options.stages(); stage++) {
            between.run();
            for (int i : split.learned) {
                gradient[i] = loss.gradient(target[i], f[i]);
                curvature[i] = loss.curvature(target[i], gradient[i]);
            }
            Tree tree = grower.grow(split.learned, gradient, curvature);
            if (tree.column().size() == 1) {
                break; // nothing more to split
            }
            trees.add(tree);
            Forest step = new Forest(columns, 0, List.of(tree));
            Threads.each(rows.length, i -> {
                int[] own = new int[bins.length];
                for (int c = 0; c < own.length; c++) {
                    own[c] = bins[c][i];
                }
                f[i] += step.ofBins(own);
            });
            double now = split.loss(loss, target, f);
            if (split.held.length == 0 || now < least) {
                least = now;
                best = trees.size();
            } else if (trees.size() - best >= options.patience()) {
                break;
            }
        }
        return new HistogramBoosting(columns, start, trees.subList(0, best));
    }

    /** The rows to train on and the held-out rows. */
    private record Split(int[] learned, int[] held) {
        static Split of(int n, BoostingOptions options) {
            int count = (int) (options.validation() * n);
            int[] order = count == 0
                    ? IntStream.range(0, n).toArray()
                    : CounterRandom.of(options.seed(), "boosting").permutation(0, n);
            int[] learned = Arrays.copyOfRange(order, count, n);
            Arrays.sort(learned);
            return new Split(learned, Arrays.copyOf(order, count));
        }

        /** Returns the mean loss over the held-out rows. */
        double loss(Loss loss, double[] target, double[] f) {
            double sum = 0;
            for (int i : held) {
                sum += loss.of(target[i], f[i]);
            }
            return held.length == 0 ? 0 : sum / held.length;
        }
    }

    /** Returns f, which for {@link Loss#LOGISTIC} is the log odds, prepared for fast evaluation of many rows. It is thread-safe. */
    public ToDoubleFunction<double[]> function() {
        return new Forest(columns, start, trees);
    }

    /** Returns f of each row. */
    public double[] of(double[]... rows) {
        ToDoubleFunction<double[]> f = function();
        return Threads.doubles(rows.length, row -> f.applyAsDouble(rows[row]));
    }
}
