package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.statistics.measure.Ranking;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How strange items are.
 *
 * @param unit of the scores
 * @param items which, rising
 * @param scores of each, higher for a stranger one
 * @param heldOut scores of items that the model was not trained on, rising
 */
record Scored(String unit, int[] items, double[] scores, double[] heldOut) {
    private static final int BLOCK = 200;
    private static final int BINS = 60;

    /** The same work has the same key. */
    record Key(FileState model, String run, String score, int points) {}

    /** Scores in blocks, so that it can be told how far it is. */
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

    /** Above this score an item is an anomaly. */
    double threshold(double falseAlarms) {
        double threshold = Ranking.threshold(heldOut, falseAlarms);
        if (threshold == Double.POSITIVE_INFINITY) {
            throw new DataException("a false alarm rate of " + falseAlarms + " needs more held-out rows than "
                    + heldOut.length + ": at least " + (long) Math.ceil(1 / falseAlarms - 1));
        }
        return threshold;
    }

    double pValue(int i) {
        return Ranking.pValue(heldOut, scores[i]);
    }

    /** Places in {@link #items}, the strangest first. */
    int[] strangestFirst() {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** Items at least as ordinary as the middle one. */
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
