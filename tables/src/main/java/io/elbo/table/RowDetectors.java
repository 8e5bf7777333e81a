package io.elbo.table;

import io.elbo.data.table.ParsedRow;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import io.elbo.statistics.baseline.CentreDistance;
import io.elbo.statistics.baseline.MahalanobisDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says how strange rows are by four views of them, since tables differ: where columns say little of each other, histograms find what is
 * strange, where they move together, distances do.
 *
 * <ul>
 *   <li>The mean of {@code -ln p(x)} of some small VAEs of binned cells ({@link BinnedVae}).
 *   <li>The distance to the nearest of few centres, on average over many small samples ({@link CentreDistance}): where rows are at
 *       all. Small clusters of anomalies do not show in it.
 *   <li>The distance to the nearest of many centres, of rows that the views so far find ordinary: where exactly rows are.
 *   <li>The Mahalanobis distance in these rows ({@link MahalanobisDistance}): which columns move together.
 * </ul>
 *
 * Each is put on the scale of how seldom it is as high among the rows of the fit, {@code s = -ln P}. The score is {@code ln sum w e^s}
 * with weights of 3, 2, 1 and 1 sevenths: near the mean where the views agree, and near the greatest
 * where one alone finds a row very strange. A cell that does not fit its column makes the row at least as strange as any of the
 * column's {@link CellEncoding#examples} would.
 *
 * @param vaes the members of the first view
 * @param all how rows are seen by the second view
 * @param few the distance to few centres, of rows that are limited to {@value #NEAR} deviations
 * @param ordinary how rows are seen by the others
 * @param many the distance to many centres, of rows that are limited to {@value #FAR} deviations of ordinary rows
 * @param joint the Mahalanobis distance; empty in tables that are too wide for it
 * @param scales of the views
 */
record RowDetectors(
        TableEncoding encoding,
        List<BinnedVae> vaes,
        RowVectors all,
        CentreDistance few,
        RowVectors ordinary,
        CentreDistance many,
        Optional<MahalanobisDistance> joint,
        List<Scale> scales) {
    /** Limits of coordinates. */
    private static final double NEAR = 5;
    /** Of the views, in their order: the first two are not misled by anomalies that lie together. */
    private static final double[] WEIGHTS = {3, 2, 1, 1};

    private static final double FAR = 8;
    /** Columns of a table of which each VAE sees all; of a wider one each sees some. */
    private static final int WIDE = 256;
    /** Rows by which centres, distances and scales are found. */
    private static final int MOST_LOOKED = 5000;

    private static final int SETS = 30;
    private static final int SAMPLE = 256;
    private static final int FEW_CENTRES = 8;
    /** Rows of a centre at least: no single row is kept. */
    private static final int ROWS_OF_CENTRE = 3;
    /** Of a sample, rows of each of few centres at least: a cluster of anomalies is smaller. */
    private static final double SHARE_OF_CENTRE = 0.1;
    /** Rows for many centres: squared, times their width, at most. */
    private static final double WORK = 3e8;

    private static final int MOST_ROWS = 3000;
    /** Coordinates at most for a covariance. */
    private static final int MOST_JOINT = 512;
    /** Of the rows, left out as perhaps strange. */
    private static final double STRANGE = 0.1;

    /**
     * How seldom a view is as high, {@code -ln P}, by its scores of the rows of the fit: {@code ln 2} at their median, {@code ln 10} at
     * the ninth tenth, straight between, and beyond as of an exponential tail.
     *
     * @param excess the mean of what is above the ninth tenth, above it
     */
    record Scale(double median, double high, double excess) {
        /** Of the rows, below what is high. */
        private static final double PART = 0.9;
        /** No view comes near. */
        private static final double MOST = 1e30;

        Scale {
            boolean finite = Math.abs(median) <= MOST && high - median >= 1 / MOST && high <= MOST;
            if (!(finite && excess >= 1 / MOST && excess <= MOST)) {
                throw new IllegalArgumentException("scale: median " + median + ", high " + high + ", excess " + excess
                        + ": must be finite and rise, the excess above 0");
            }
        }

        static Scale of(double[] scores) {
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            double median = sorted[n / 2];
            double spread = Math.max(1e-9, 1e-9 * Math.abs(median));
            double high = Math.max(sorted[(int) (PART * n)], median + spread);
            double above = Arrays.stream(sorted)
                    .filter(v -> v > high)
                    .map(v -> v - high)
                    .average()
                    .orElse(0);
            // of few rows, or of rows that are all alike, no thinner than the middle
            return new Scale(median, high, Math.max(above, (high - median) / 10));
        }

        double of(double score) {
            return score > high
                    ? StrictMath.log(10) + (score - high) / excess
                    : StrictMath.log(2) + StrictMath.log(5) * (score - median) / (high - median);
        }
    }

    /** @throws IllegalArgumentException if the parts are not of one table */
    RowDetectors {
        boolean wide = few.width() == RowVectors.width(encoding) && many.width() == few.width();
        boolean alike = joint.isEmpty() || joint.get().width() == RowVectors.valuesWidth(encoding);
        if (!wide || !alike || scales.size() != (joint.isPresent() ? 4 : 3) || vaes.isEmpty()) {
            throw new IllegalArgumentException(
                    "detectors: centres, covariance and scales must be those of the columns");
        }
        vaes = List.copyOf(vaes);
        scales = List.copyOf(scales);
    }

    /**
     * Fits all of them.
     *
     * @param members VAEs, at least 1
     * @param fold its number, from 0, and {@code folds} how many there are
     */
    static RowDetectors fit(
            Schema schema, TableRows rows, int members, int fold, int folds, long seed, TableStages stages) {
        TableEncoding encoding = TableEncoding.ofAll(schema, rows);
        CounterRandom random = CounterRandom.of(seed, "table scorer");
        int[] order = CounterRandom.of(seed, "table bins").permutation(0, members);
        List<BinnedVae> vaes = new ArrayList<>();
        for (int e = 0; e < members; e++) {
            stages.stage("training the anomaly scorer, " + (fold * members + e + 1) + " of " + folds * members);
            TableRows seen = SomeRows.of(rows, BinnedVae.MOST_ROWS, random, 2 + e);
            vaes.add(BinnedVae.fit(part(encoding, e, members), seen, e, members, order, seed, stages));
        }
        TableRows looked =
                TableRows.of(SomeRows.of(rows, MOST_LOOKED, random, 2 + members).toArray());
        RowVectors all = RowVectors.of(encoding, looked, NEAR);
        CentreDistance few = CentreDistance.fit(
                all.of(looked),
                new CentreDistance.Options(
                        SETS,
                        SAMPLE,
                        FEW_CENTRES,
                        Math.max(ROWS_OF_CENTRE, (int) (SHARE_OF_CENTRE * Math.min(SAMPLE, looked.count()))),
                        seed));
        stages.checkStop();
        int values = RowVectors.valuesWidth(encoding);
        boolean narrow = values > 0 && values <= MOST_JOINT;
        List<double[]> views = new ArrayList<>();
        views.add(mean(vaes, looked));
        views.add(few.scores(all.of(looked)));
        List<double[]> first = new ArrayList<>(views);
        if (narrow) {
            first.add(MahalanobisDistance.fit(all.values(looked)).scores(all.values(looked)));
        }
        TableRows usual = looked.select(lowest(sum(first), 1 - STRANGE));
        RowVectors ordinary = RowVectors.of(encoding, usual, FAR);
        int sample = (int) Math.max(1, Math.min(MOST_ROWS, Math.sqrt(WORK / few.width())));
        int centres = Math.max(1, Math.min(sample, usual.count()) / ROWS_OF_CENTRE);
        stages.checkStop();
        CentreDistance many = CentreDistance.fit(
                ordinary.of(usual), new CentreDistance.Options(1, sample, centres, ROWS_OF_CENTRE, seed));
        stages.checkStop();
        views.add(many.scores(ordinary.of(looked)));
        Optional<MahalanobisDistance> joint =
                narrow ? Optional.of(MahalanobisDistance.fit(ordinary.values(usual))) : Optional.empty();
        joint.ifPresent(distance -> views.add(distance.scores(ordinary.values(looked))));
        return new RowDetectors(
                encoding,
                vaes,
                all,
                few,
                ordinary,
                many,
                joint,
                views.stream().map(Scale::of).toList());
    }

    /**
     * The columns that a VAE sees: all, or of a wide table every so-many-th, so that the VAEs together see each once and their work
     * grows with the columns no faster than that of the model itself.
     */
    static TableEncoding part(TableEncoding encoding, int member, int members) {
        return encoding.columns().size() <= WIDE ? encoding : encoding.every(members, member);
    }

    private static double[] mean(List<BinnedVae> vaes, TableRows rows) {
        double[] mean = new double[rows.count()];
        for (BinnedVae vae : vaes) {
            double[] scores = vae.score(rows);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += scores[i] / vaes.size();
            }
        }
        return mean;
    }

    /** Of views on their scales. */
    private static double[] sum(List<double[]> views) {
        double[] sum = new double[views.get(0).length];
        for (double[] view : views) {
            Scale scale = Scale.of(view);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += scale.of(view[i]);
            }
        }
        return sum;
    }

    /** The rows with the lowest scores, in their order. */
    private static int[] lowest(double[] scores, double part) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double most = sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length))];
        return IntStream.range(0, scores.length).filter(i -> scores[i] <= most).toArray();
    }

    /** Higher for stranger rows. A row's score depends on no other row. */
    double[] score(double[][] rows) {
        double[] scores =
                plain(TableRows.of(Arrays.stream(rows).map(this::withoutUnseen).toArray(double[][]::new)));
        List<double[]> possible = new ArrayList<>();
        List<Integer> of = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            int variants = variants(rows[i]);
            for (int variant = 0; variant < variants; variant++) {
                possible.add(possible(rows[i], variant));
                of.add(i);
            }
        }
        if (!possible.isEmpty()) {
            double[] least = plain(TableRows.of(possible.toArray(new double[0][])));
            for (int i = 0; i < least.length; i++) {
                scores[of.get(i)] = Math.max(scores[of.get(i)], least[i]);
            }
        }
        return scores;
    }

    private double[] plain(TableRows rows) {
        if (rows.count() == 0) {
            return new double[0];
        }
        List<double[]> views = new ArrayList<>();
        views.add(mean(vaes, rows));
        views.add(few.scores(all.of(rows)));
        views.add(many.scores(ordinary.of(rows)));
        joint.ifPresent(distance -> views.add(distance.scores(ordinary.values(rows))));
        double[] scores = new double[rows.count()];
        double[] weighed = new double[views.size()];
        double all = Arrays.stream(WEIGHTS, 0, weighed.length).sum();
        for (int i = 0; i < scores.length; i++) {
            for (int v = 0; v < weighed.length; v++) {
                weighed[v] = scales.get(v).of(views.get(v)[i]) + StrictMath.log(weighed.length * WEIGHTS[v] / all);
            }
            scores[i] = LogSums.logMean(weighed);
        }
        return scores;
    }

    /** The row with levels that no row of the fit had as cells that do not fit: a level that nobody knows looks no other. */
    private double[] withoutUnseen(double[] row) {
        double[] other = row.clone();
        for (int i = 0; i < encoding.cells().size(); i++) {
            int column = encoding.columns().get(i);
            if (CellState.of(encoding.cells().get(i), row[column]) == CellState.MISFIT) {
                other[column] = ParsedRow.MISFIT;
            }
        }
        return other;
    }

    /** How many values there are to try in the place of those that do not fit; 0 if all fit. */
    private int variants(double[] row) {
        return IntStream.range(0, encoding.cells().size())
                .filter(i -> CellState.of(
                                encoding.cells().get(i), row[encoding.columns().get(i)])
                        == CellState.MISFIT)
                .map(i -> encoding.cells().get(i).examples().size())
                .max()
                .orElse(0);
    }

    /** The row with a value of the column in the place of each that does not fit. */
    private double[] possible(double[] row, int variant) {
        double[] other = row.clone();
        for (int i = 0; i < encoding.cells().size(); i++) {
            CellEncoding cell = encoding.cells().get(i);
            int column = encoding.columns().get(i);
            if (CellState.of(cell, row[column]) == CellState.MISFIT) {
                List<Double> examples = cell.examples();
                other[column] = examples.get(Math.min(variant, examples.size() - 1));
            }
        }
        return other;
    }
}
