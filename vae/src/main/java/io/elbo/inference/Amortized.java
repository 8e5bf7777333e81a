package io.elbo.inference;

import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.Feed;
import io.elbo.engine.Graph;
import io.elbo.program.Input;
import io.elbo.program.RowFeed;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Rows in memory after binarization and corruption, with q(z|x) of each.
 *
 * @param target {@code [rows][features]}
 * @param condition {@code [rows][...]}; null for none
 * @param mean of q(z|x), {@code [rows][latent]}
 * @param logVariance of q(z|x), {@code [rows][latent]}; null for a point
 */
public record Amortized(float[][] target, Rows condition, float[][] mean, float[][] logVariance) {
    /** Encodes rows as in training, but without corruption. */
    public static Amortized of(Networks networks, Examples rows, Binarization binarization, long seed) {
        return of(networks, rows, new RowFeed.Treatment(binarization, null), seed);
    }

    /** Returns the targets of p(x|z), binarized. */
    public static float[][] targets(Examples rows, Binarization binarization, long seed) {
        RowFeed.Treatment treatment = new RowFeed.Treatment(binarization, null);
        RowFeed feed = new RowFeed(List.of(Input.TARGET), rows, treatment, null, seed);
        feed.batch(null, 0, 0, 0);
        return all(feed, 0, rows.count(), rows.width());
    }

    /**
     * Encodes rows.
     *
     * @param seed of the treatment
     */
    public static Amortized of(Networks networks, Examples rows, RowFeed.Treatment treatment, long seed) {
        RowFeed feed = new RowFeed(
                List.of(Input.X, Input.TARGET),
                rows,
                treatment,
                networks.spec().inputImage().orElse(null),
                seed);
        feed.batch(null, 0, 0, 0);
        float[][] seen = all(feed, 0, rows.count(), rows.seen().width());
        boolean same = rows.input() == null && treatment.corruption() == null;
        float[][] target = same ? seen : all(feed, 1, rows.count(), rows.width());
        Map<Input, Rows> inputs = new EnumMap<>(Map.of(Input.X, FloatRows.of(seen)));
        if (rows.condition() != null) {
            inputs.put(Input.CONDITION, rows.condition());
        }
        float[][][] q = networks.encode().run(inputs);
        return new Amortized(target, rows.condition(), q[0], q.length > 1 ? q[1] : null);
    }

    private static float[][] all(RowFeed feed, int input, int count, int width) {
        float[][] values = new float[count][width];
        for (int i = 0; i < count; i++) {
            feed.fill(input, i, values[i], 0);
        }
        return values;
    }

    int count() {
        return mean.length;
    }

    /** Returns the same rows with another q(z|x). */
    Amortized with(float[][] newMean, float[][] newLogVariance) {
        return new Amortized(target, condition, newMean, newLogVariance);
    }

    /**
     * Returns a feed for a program whose input is q.
     *
     * @param source the row of each row of the minibatch
     */
    Feed feed(Graph program, IntUnaryOperator source) {
        List<Input> inputs = Input.of(program);
        return (input, r, to, at) -> {
            int row = source.applyAsInt(r);
            switch (inputs.get(input)) {
                case TARGET -> System.arraycopy(target[row], 0, to, at, target[row].length);
                case MEAN -> System.arraycopy(mean[row], 0, to, at, mean[row].length);
                case LOG_VARIANCE -> System.arraycopy(logVariance[row], 0, to, at, logVariance[row].length);
                case CONDITION -> condition.read(row, to, at);
                default -> throw new IllegalStateException("no rows for input " + inputs.get(input));
            }
        };
    }
}
