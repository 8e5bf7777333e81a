package io.elbo.table;

import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import io.elbo.math.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores rows and computes their p-values among held-out rows. No part of the model that scores a held-out row has used it: neither encoding
 * nor centres nor weights.
 *
 * <p>A fifth of a long table is held out once: {@code p = (1 + held-out rows that score as high) / (1 + held-out rows)}, split conformal prediction.
 * For a short table, this would leave too few rows for fitting and for comparison. Its rows are divided into folds. Each fold is scored by
 * detectors fitted to the others, and a new row is compared with each row under the detectors that were fitted to neither (cross-conformal
 * prediction, Vovk 2015; CV+ of Barber et al. 2021). So every row is used both for fitting and for comparison.
 *
 * @param folds the folds; one for a long table
 */
record TableScorer(List<Fold> folds) {
    /** The share of held-out rows of a long table, and their greatest number. */
    private static final double HELD_OUT = 0.2;

    private static final int MOST_HELD_OUT = 2000;
    /** The greatest number of rows for fitting, which is more than all detectors use. */
    private static final int MOST_SEEN = 100_000;
    /**
     * Detectors, and the scores of rows that they were not fitted to.
     *
     * @param heldOut the scores, rising
     */
    record Fold(RowDetectors detectors, double[] heldOut) {
        /** @throws IllegalArgumentException if the scores do not rise, or there is none */
        Fold {
            if (heldOut.length == 0) {
                throw new IllegalArgumentException("held_out: needs one score at least");
            }
            for (int i = 0; i < heldOut.length; i++) {
                if (!Double.isFinite(heldOut[i]) || i > 0 && heldOut[i] < heldOut[i - 1]) {
                    throw new IllegalArgumentException("held_out: must be finite and rise; entry " + i + " does not");
                }
            }
        }

        /** Returns the number of held-out rows with at least this score. */
        int atLeast(double score) {
            int from = 0;
            int to = heldOut.length;
            while (from < to) {
                int middle = (from + to) / 2;
                if (heldOut[middle] < score) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return heldOut.length - from;
        }
    }

    TableScorer {
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("scorer: needs one fold at least");
        }
        folds = List.copyOf(folds);
    }

    /** @param rows at least two rows, by the columns of the schema */
    static TableScorer fit(Schema schema, TableRows rows, ScorerSpec spec, long seed, TableStages stages) {
        List<int[]> heldOut = heldOut(rows.count(), spec.folds(), seed);
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < heldOut.size(); fold++) {
            int number = fold;
            folds.add(stages.computed(
                    "scorer." + number,
                    ScorerFile.FOLD,
                    own -> fit(schema, rows, heldOut.get(number), spec.members(), number, heldOut.size(), seed, own)));
        }
        return new TableScorer(folds);
    }

    private static Fold fit(
            Schema schema,
            TableRows rows,
            int[] heldOut,
            int members,
            int fold,
            int folds,
            long seed,
            TableStages stages) {
        TableRows seen = SomeRows.of(
                rows.select(others(rows.count(), heldOut)), MOST_SEEN, CounterRandom.of(seed, "table scorer rows"), 0);
        RowDetectors detectors = RowDetectors.fit(schema, seen, members, fold, folds, seed + fold, stages);
        double[] scores = detectors.score(rows.select(heldOut).toArray());
        Arrays.sort(scores);
        return new Fold(detectors, scores);
    }

    /** Returns the rows that are not among these, which are sorted. */
    private static int[] others(int n, int[] chosen) {
        int[] others = new int[n - chosen.length];
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (next < chosen.length && chosen[next] == i) {
                next++;
            } else {
                others[i - next] = i;
            }
        }
        return others;
    }

    /** Returns the held-out rows of each fold, rising. */
    static List<int[]> heldOut(int rows, int folds, long seed) {
        if (folds == 1) {
            int some = Math.max(1, Math.min(MOST_HELD_OUT, (int) (HELD_OUT * rows)));
            return List.of(CounterRandom.of(seed, "table calibration").choice(0, rows, some));
        }
        int[] order = CounterRandom.of(seed, "table folds").permutation(0, rows);
        int count = Math.min(folds, rows);
        return IntStream.range(0, count)
                .mapToObj(fold -> IntStream.range(0, rows)
                        .filter(i -> i % count == fold)
                        .map(i -> order[i])
                        .sorted()
                        .toArray())
                .toList();
    }

    /** Returns the total number of held-out rows. */
    int heldOut() {
        return folds.stream().mapToInt(fold -> fold.heldOut.length).sum();
    }

    /** Returns the statistics of cells, from the rows of the first fold. */
    RowVectors seen() {
        return folds.get(0).detectors.all();
    }

    /** Returns the scores of all held-out rows, rising. */
    double[] heldOutScores() {
        return folds.stream()
                .flatMapToDouble(fold -> Arrays.stream(fold.heldOut))
                .sorted()
                .toArray();
    }

    /** Returns scores, averaged over the folds, and p-values. */
    TableScores score(double[][] rows) {
        double[] scores = new double[rows.length];
        double[] pValues = new double[rows.length];
        for (Fold fold : folds) {
            double[] some = fold.detectors.score(rows);
            for (int i = 0; i < rows.length; i++) {
                scores[i] += some[i] / folds.size();
                pValues[i] += fold.atLeast(some[i]);
            }
        }
        double all = heldOut() + 1.0;
        for (int i = 0; i < rows.length; i++) {
            pValues[i] = (1 + pValues[i]) / all;
        }
        return new TableScores(scores, pValues);
    }
}
