package io.elbo.statistics.measure;

import io.elbo.data.DataException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Measures how a generated set covers a real one. The manifold of a set is the union of closed balls around its rows. The radius
 * of a ball is the distance to the row's k-th nearest other row.
 *
 * @param precision the fraction of generated rows on the manifold of the real ones: fidelity (Kynk&auml;&auml;nniemi et al. 2019)
 * @param recall the fraction of real rows on the manifold of the generated ones: diversity
 * @param density the average number of real balls that contain a generated row, divided by k. It is like precision, but a single
 *     outlying real row has little influence. It is near 1 for equal distributions and may exceed 1 (Naeem et al. 2020)
 * @param coverage the fraction of real rows with a generated row in their ball
 */
public record PrecisionRecall(double precision, double recall, double density, double coverage) {
    /**
     * Computes the four numbers. They depend on k and on the sizes of the sets, so compare sets of equal size.
     *
     * @param real {@code [rows][features]}, more than k
     * @param generated {@code [rows][features]}, more than k
     * @param k neighbours, at least 1; the papers use 3 for precision and recall and 5 for density and coverage
     */
    public static PrecisionRecall of(float[][] real, float[][] generated, int k) {
        MeasureArguments.width("the real rows", real, "the generated rows", generated);
        if (k < 1) {
            throw new IllegalArgumentException("neighbours " + k + ": must be at least 1");
        }
        if (k >= Math.min(real.length, generated.length)) {
            throw new DataException(real.length + " real and " + generated.length + " generated rows: " + k
                    + " nearest other rows need at least " + (k + 1L) + " of each");
        }
        double[] radius = squaredRadii(real, k);
        double[] generatedRadius = squaredRadii(generated, k);
        boolean[] recalled = new boolean[real.length];
        int[] inside = new int[real.length];
        AtomicIntegerArray balls = new AtomicIntegerArray(generated.length);
        PairwiseDistances.visit(real, generated, (row, first, count, squared) -> {
            for (int i = 0; i < count; i++) {
                if (squared[i] <= generatedRadius[first + i]) {
                    recalled[row] = true;
                }
                if (squared[i] <= radius[row]) {
                    inside[row]++;
                    balls.getAndIncrement(first + i);
                }
            }
        });
        long precise = IntStream.range(0, generated.length)
                .filter(i -> balls.get(i) > 0)
                .count();
        long covered = Arrays.stream(inside).filter(n -> n > 0).count();
        long pairs = Arrays.stream(inside).asLongStream().sum();
        long found = IntStream.range(0, real.length).filter(i -> recalled[i]).count();
        return new PrecisionRecall(
                (double) precise / generated.length,
                (double) found / real.length,
                (double) pairs / ((double) k * generated.length),
                (double) covered / real.length);
    }

    /** Returns the squared distance from each row to its k-th nearest other row. */
    private static double[] squaredRadii(float[][] rows, int k) {
        return Arrays.stream(NearestNeighbours.squaredWithin(rows, k).distances())
                .mapToDouble(distances -> distances[k - 1])
                .toArray();
    }
}
