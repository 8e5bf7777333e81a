package io.elbo.table;

import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;
import io.elbo.math.LogSums;
import io.elbo.parallel.Threads;
import io.elbo.statistics.baseline.CentreDistance;
import io.elbo.statistics.baseline.MahalanobisDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores rows with four detectors, because tables differ: histograms find anomalies if columns are independent, distances if columns are
 * correlated.
 *
 * <ul>
 *   <li>The mean of {@code -ln p(x)} of some small VAEs of binned cells ({@link BinnedVae}).
 *   <li>The distance to the nearest of few centres, averaged over many small samples ({@link CentreDistance}). It describes where rows are and
 *       ignores small clusters of anomalies.
 *   <li>The distance to the nearest of many centres of the rows that the detectors so far rate as ordinary. It describes where rows are in
 *       detail.
 *   <li>The Mahalanobis distance among these rows ({@link MahalanobisDistance}), which uses correlations of columns.
 * </ul>
 *
 * Each detector is mapped to the scale {@code s = -ln P}, where P is the share of the rows of the fit with at least this score. The score is
 * {@code ln sum w e^s} with the weights 3, 2, 1 and 1 sevenths. It is close to the mean if the detectors agree, and close to the greatest if only
 * one of them rates a row as very unusual. A cell that does not fit its column makes the row at least as unusual as any of the column's
 * {@link CellEncoding#examples} would.
 *
 * @param vaes the VAEs of the first detector
 * @param all the points of rows for the second detector
 * @param few the distance to few centres, of rows clamped to {@value #NEAR} deviations
 * @param ordinary the points of rows for the other detectors
 * @param many the distance to many centres, of rows clamped to {@value #FAR} deviations of ordinary rows
 * @param joint the Mahalanobis distance; empty for tables that are too wide
 * @param scales the scales of the detectors
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
    /** The weights of the detectors. The first two are robust against clusters of anomalies. */
    private static final double[] WEIGHTS = {3, 2, 1, 1};

    private static final double FAR = 8;
    /** The number of rows that are scored together. */
    private static final int BLOCK = 128;
    /** The greatest number of columns of which each VAE uses all; of wider tables each uses some. */
    private static final int WIDE = 256;
    /** The greatest number of rows for fitting centres, distances and scales. */
    private static final int MOST_LOOKED = 5000;

    private static final int SETS = 30;
    private static final int SAMPLE = 256;
    private static final int FEW_CENTRES = 8;
    /** The least number of rows of a centre, so that no single row is stored. */
    private static final int ROWS_OF_CENTRE = 3;
    /** The least share of a sample for each of few centres, since a cluster of anomalies is smaller. */
    private static final double SHARE_OF_CENTRE = 0.1;
    /** The greatest product of the squared number of rows for many centres and their width. */
    private static final double WORK = 3e8;

    private static final int MOST_ROWS = 3000;
    /** The greatest number of coordinates for a covariance. */
    private static final int MOST_JOINT = 512;
    /** The share of rows that is left out because they may be anomalies. */
    private static final double UNUSUAL = 0.1;

    /**
     * The scale {@code -ln P} of a detector, by its scores of the rows of the fit: {@code ln 2} at the median, {@code ln 10} at the ninth decile,
     * linear between, and an exponential tail beyond.
     *
     * @param excess the mean excess over the ninth decile
     */
    record Scale(double median, double high, double excess) {
        /** The share of rows below the high quantile. */
        private static final double PART = 0.9;
        /** A limit that no detector reaches. */
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
            // for few or identical rows, the tail is no thinner than the middle
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
     * Fits all detectors.
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
        CellCodes.Coder coder = new CellCodes.Coder(encoding, false);
        CellCodes codes = coder.code(looked);
        RowVectors all = RowVectors.of(encoding, looked, NEAR);
        CentreDistance few = CentreDistance.fit(
                all.of(codes),
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
        views.add(mean(vaes, codes));
        views.add(few.scores(all.of(codes)));
        List<double[]> first = new ArrayList<>(views);
        if (narrow) {
            first.add(MahalanobisDistance.fit(all.values(codes)).scores(all.values(codes)));
        }
        TableRows usual = looked.select(lowest(sum(first), 1 - UNUSUAL));
        CellCodes usualCodes = coder.code(usual);
        RowVectors ordinary = RowVectors.of(encoding, usual, FAR);
        int sample = (int) Math.max(1, Math.min(MOST_ROWS, Math.sqrt(WORK / few.width())));
        int centres = Math.max(1, Math.min(sample, usual.count()) / ROWS_OF_CENTRE);
        stages.checkStop();
        CentreDistance many = CentreDistance.fit(
                ordinary.of(usualCodes), new CentreDistance.Options(1, sample, centres, ROWS_OF_CENTRE, seed));
        stages.checkStop();
        views.add(many.scores(ordinary.of(codes)));
        Optional<MahalanobisDistance> joint =
                narrow ? Optional.of(MahalanobisDistance.fit(ordinary.values(usualCodes))) : Optional.empty();
        joint.ifPresent(distance -> views.add(distance.scores(ordinary.values(codes))));
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
     * Returns the columns of a VAE: all, or for a wide table every n-th, so that the VAEs together use each column once and the work is linear in
     * the number of columns.
     */
    static TableEncoding part(TableEncoding encoding, int member, int members) {
        return encoding.columns().size() <= WIDE ? encoding : encoding.every(members, member);
    }

    private static double[] mean(List<BinnedVae> vaes, CellCodes rows) {
        double[] mean = new double[rows.count()];
        for (BinnedVae vae : vaes) {
            double[] scores = vae.score(rows);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += scores[i] / vaes.size();
            }
        }
        return mean;
    }

    /** Returns the sum of scores on their scales. */
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

    /** Returns the rows with the lowest scores, in their order. */
    private static int[] lowest(double[] scores, double part) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double most = sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length))];
        return IntStream.range(0, scores.length).filter(i -> scores[i] <= most).toArray();
    }

    /** Returns scores, higher for more unusual rows. The score of a row does not depend on other rows. */
    double[] score(double[][] rows) {
        CellCodes.Coder coder = new CellCodes.Coder(encoding, false);
        TableRows table = TableRows.of(rows);
        double[] scores = new double[rows.length];
        Threads.each((rows.length + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            int to = Math.min(rows.length, from + BLOCK);
            CellCodes codes = coder.code(table, from, to);
            System.arraycopy(plain(codes), 0, scores, from, to - from);
            List<double[]> possible = new ArrayList<>();
            List<Integer> of = new ArrayList<>();
            for (int i = from; i < to; i++) {
                int variants = codes.hasMisfit(i - from) ? variants(rows[i]) : 0;
                for (int variant = 0; variant < variants; variant++) {
                    possible.add(possible(rows[i], variant));
                    of.add(i);
                }
            }
            for (int first = 0; first < of.size(); first += BLOCK) {
                int last = Math.min(of.size(), first + BLOCK);
                double[] least = plain(
                        coder.code(TableRows.of(possible.subList(first, last).toArray(double[][]::new))));
                for (int i = first; i < last; i++) {
                    scores[of.get(i)] = Math.max(scores[of.get(i)], least[i - first]);
                }
            }
        });
        return scores;
    }

    private double[] plain(CellCodes rows) {
        List<double[]> views = new ArrayList<>();
        views.add(mean(vaes, rows));
        views.add(few.scores(all.of(rows)));
        views.add(many.scores(ordinary.of(rows)));
        joint.ifPresent(distance -> views.add(distance.scores(ordinary.values(rows))));
        double[] scores = new double[rows.count()];
        double[] weighed = new double[views.size()];
        double[] logWeights = new double[views.size()];
        double all = Arrays.stream(WEIGHTS, 0, weighed.length).sum();
        for (int v = 0; v < weighed.length; v++) {
            logWeights[v] = StrictMath.log(weighed.length * WEIGHTS[v] / all);
        }
        for (int i = 0; i < scores.length; i++) {
            for (int v = 0; v < weighed.length; v++) {
                weighed[v] = scales.get(v).of(views.get(v)[i]) + logWeights[v];
            }
            scores[i] = LogSums.logMean(weighed);
        }
        return scores;
    }

    /** Returns the number of values to try instead of cells that do not fit; 0 if all fit. */
    private int variants(double[] row) {
        return IntStream.range(0, encoding.cells().size())
                .filter(i -> CellState.of(
                                encoding.cells().get(i), row[encoding.columns().get(i)])
                        == CellState.MISFIT)
                .map(i -> encoding.cells().get(i).examples().size())
                .max()
                .orElse(0);
    }

    /** Returns the row with a value of the column instead of each cell that does not fit. */
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
