package io.elbo.rows;

import io.elbo.math.CounterRandom;
import io.elbo.spec.Training;
import java.util.Arrays;

/**
 * Which rows a training learns from and which it holds out.
 *
 * @param training ascending
 * @param validation ascending
 */
public record HoldOut(int[] training, int[] validation) {
    /** The choice of a training: a function of its seed, the part it wants and the number of rows. */
    public static HoldOut of(Training training, int rows) {
        int[] order = CounterRandom.of(training.seed(), "split").permutation(0, rows);
        int heldOut = (int) Math.min(Training.MOST_VALIDATION, Math.floor(rows * training.validation()));
        return new HoldOut(sorted(order, heldOut, order.length), sorted(order, 0, heldOut));
    }

    private static int[] sorted(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }
}
