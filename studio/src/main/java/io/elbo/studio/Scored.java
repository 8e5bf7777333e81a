package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.statistics.measure.Ranking;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The anomaly scores of items.
 *
 * @param unit the unit of the scores
 * @param items the indices of the items, ascending
 * @param scores the score of each item; a higher score is more anomalous
 * @param heldOut the scores of the held-out items, ascending
 */
record Scored(String unit, int[] items, double[] scores, double[] heldOut) {
    private static final int BLOCK = 200;
    private static final int BINS = 60;

    /** Identifies a job; equal jobs have equal keys. */
    record Key(FileState model, String run, String score, int points) {}

    /** Computes scores in blocks and reports progress after each block. */
    static double[] inBlocks(int count, IntFunction<double[]> block, Jobs.Progress progress, double from, double to) {
        double[] scores = new double[count];
        int done = 0;
        while (done < count) {
            progress.at(from + (to - from) * done / count);
            double[] some = block.apply(done);
            System.arraycopy(some, 0, scores, done, some.length);
            done += some.length;
        }
        return scores;
    }

    static int[] block(int from, int count) {
        return IntStream.range(from, Math.min(count, from + BLOCK)).toArray();
    }

    /** Returns the score above which an item is an anomaly. */
    double threshold(double falsePositiveRate) {
        double threshold = Ranking.threshold(heldOut, falsePositiveRate);
        if (threshold == Double.POSITIVE_INFINITY) {
            throw new DataException("a false positive rate of " + falsePositiveRate + " needs at least "
                    + (long) Math.ceil(1 / falsePositiveRate - 1) + " held-out rows; there are " + heldOut.length);
        }
        return threshold;
    }

    double pValue(int i) {
        return Ranking.pValue(heldOut, scores[i]);
    }

    /** Returns positions in {@link #items}, the highest score first. */
    int[] strangestFirst() {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** Returns the items whose score is at most the median. */
    int[] ordinary() {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double middle = sorted[(sorted.length - 1) / 2];
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] <= middle)
                .map(i -> items[i])
                .toArray();
    }

    record Histogram(double[] edges, int[] counts) {}

    Histogram histogram() {
        double least = Arrays.stream(scores).min().orElse(0);
        double greatest = Arrays.stream(scores).max().orElse(1);
        double width = greatest > least ? (greatest - least) / BINS : 1;
        int[] counts = new int[BINS];
        for (double score : scores) {
            counts[(int) Math.min(BINS - 1, Math.floor((score - least) / width))]++;
        }
        return new Histogram(
                IntStream.rangeClosed(0, BINS)
                        .mapToDouble(i -> least + i * width)
                        .toArray(),
                counts);
    }
}
