package io.elbo.image.latent;

import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.math.CounterRandom;
import io.elbo.statistics.baseline.LinearClassifier;
import io.elbo.statistics.baseline.LinearRegression;
import io.elbo.statistics.measure.Ranking;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Finds a direction from some of the rows and measures it on the others. */
final class DirectionFit {
    private static final int HELD_OUT = 4;
    private static final int FEWEST = 8;
    /** The penalty of a unit normal prior on the probe's weights. It keeps them finite if a plane separates the groups. */
    private static final double PENALTY = 1;

    private final String attribute;
    private final float[][] latents;
    private final Direction.Method method;
    private final CounterRandom random;

    DirectionFit(String attribute, float[][] latents, Direction.Method method, long seed) {
        this.attribute = attribute;
        this.latents = latents;
        this.method = method;
        random = CounterRandom.of(seed, "direction");
        Latents.rows("latents", latents);
    }

    /**
     * A split of the rows, by index.
     *
     * @param fit the rows to find the direction from
     * @param test the rows to measure it on
     */
    private record Split(int[] fit, int[] test) {
        static Split of(int[] rows, CounterRandom random, int step) {
            int[] order = Arrays.stream(random.permutation(step, rows.length))
                    .map(i -> rows[i])
                    .toArray();
            int held = Math.max(1, rows.length / HELD_OUT);
            return new Split(Arrays.copyOfRange(order, held, order.length), Arrays.copyOf(order, held));
        }
    }

    private static int[] joined(int[] a, int[] b) {
        return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    Direction ofGroups(boolean[] has) {
        requireLabelled(has.length);
        int[] with = IntStream.range(0, has.length).filter(row -> has[row]).toArray();
        int[] without = IntStream.range(0, has.length).filter(row -> !has[row]).toArray();
        if (with.length < 2 || without.length < 2) {
            throw new DataException(attribute + ": " + with.length + " rows have it and " + without.length
                    + " do not; finding and measuring a direction needs at least 2 of each");
        }
        Split in = Split.of(with, random, 0);
        Split out = Split.of(without, random, 1);
        double[] meanIn = Latents.mean(latents, in.fit);
        double[] meanOut = Latents.mean(latents, out.fit);
        double[] difference = difference(meanIn, meanOut);
        int[] fit = joined(in.fit, out.fit);
        int[] labels = Arrays.stream(fit).map(row -> has[row] ? 1 : 0).toArray();
        double[] vector = difference;
        if (method == Direction.Method.PROBE) {
            double[] variance = variances(in.fit, meanIn);
            double[] varianceOut = variances(out.fit, meanOut);
            Arrays.setAll(variance, j -> (variance[j] * in.fit.length + varianceOut[j] * out.fit.length) / fit.length);
            vector = normal(difference, classifier(select(fit), labels), variance);
        }
        return direction(vector, groups(vector, meanIn, meanOut, select(latents, in.test), select(latents, out.test)));
    }

    private static double[] classifier(FloatRows rows, int[] labels) {
        double[][] weights = LinearClassifier.fit(rows, labels, new LinearClassifier.Options(PENALTY))
                .weights();
        return difference(weights[1], weights[0]);
    }

    Direction ofFactor(float[] values) {
        requireLabelled(values.length);
        if (values.length < FEWEST) {
            throw new DataException(attribute + ": " + values.length
                    + " rows; finding and measuring a direction needs at least " + FEWEST);
        }
        FloatRows.of(new float[][] {values});
        Split split = Split.of(IntStream.range(0, values.length).toArray(), random, 0);
        FloatRows y = column(split.fit, values);
        double[] covariance = covariance(split.fit, values);
        double[] vector = covariance;
        if (method == Direction.Method.PROBE) {
            double[] w = LinearRegression.fit(select(split.fit), y, PENALTY).weights()[0];
            vector = normal(covariance, w, variances(split.fit, Latents.mean(latents, split.fit)));
        }
        FloatRows places = column(split.fit, places(vector));
        double rSquared = LinearRegression.fit(places, y, 0)
                .rSquared(column(split.test, places(vector)), column(split.test, values))[0];
        if (Double.isNaN(rSquared)) {
            throw new DataException(
                    attribute + ": the " + split.test.length + " held-out rows all have the same value; use more rows");
        }
        return direction(vector, new Separation.OfFactor(split.test.length, rSquared));
    }

    Direction ofPairs(float[][] after) {
        Latents.rows("latents", after);
        Latents.together(latents[0], after[0]);
        if (after.length != latents.length || after.length < 2) {
            throw new DataException(attribute + ": " + latents.length + " latents before and " + after.length
                    + " after; there must be at least 2 pairs");
        }
        Split split = Split.of(IntStream.range(0, after.length).toArray(), random, 0);
        double[] meanAfter = Latents.mean(after, split.fit);
        double[] meanBefore = Latents.mean(latents, split.fit);
        double[] vector = difference(meanAfter, meanBefore);
        return direction(
                vector, groups(vector, meanAfter, meanBefore, select(after, split.test), select(latents, split.test)));
    }

    private void requireLabelled(int count) {
        if (count != latents.length) {
            throw new DataException(
                    attribute + ": " + count + " values for " + latents.length + " latents; each row needs one");
        }
        if (method == null || method == Direction.Method.PAIRS) {
            throw new IllegalArgumentException("method: must be mean or probe; pairs have no labels");
        }
    }

    private Direction direction(double[] vector, Separation separation) {
        if (Latents.dot(vector, vector) == 0) {
            throw new DataException(attribute + ": makes no difference to the latents, so it has no direction");
        }
        return new Direction(attribute, method, Arrays.stream(vector).boxed().toList(), separation, null);
    }

    /** Returns {@code cov(z, y) / sd(y)}. */
    private double[] covariance(int[] rows, float[] y) {
        double mean = 0;
        for (int row : rows) {
            mean += (double) y[row] / rows.length;
        }
        double squares = 0;
        double[] products = new double[latents[0].length];
        double[] centre = Latents.mean(latents, rows);
        for (int row : rows) {
            double deviation = y[row] - mean;
            squares += deviation * deviation;
            for (int j = 0; j < products.length; j++) {
                products[j] += deviation * (latents[row][j] - centre[j]);
            }
        }
        if (squares == 0) {
            throw new DataException(attribute + ": is the same in all rows, so it has no direction");
        }
        double scale = Math.sqrt(squares * rows.length);
        return Arrays.stream(products).map(p -> p / scale).toArray();
    }

    private double[] variances(int[] rows, double[] mean) {
        double[] variances = new double[mean.length];
        for (int row : rows) {
            for (int j = 0; j < mean.length; j++) {
                double deviation = latents[row][j] - mean[j];
                variances[j] += deviation * deviation / rows.length;
            }
        }
        return variances;
    }

    /** Returns the normal of weights w in latents of unit variance, with the length that {@link Direction.Method#PROBE} defines. */
    private static double[] normal(double[] difference, double[] w, double[] variances) {
        double[] normal = new double[w.length];
        Arrays.setAll(normal, j -> variances[j] * w[j]);
        double across = Latents.dot(w, normal);
        double length = across == 0 ? 0 : Latents.dot(w, difference) / across;
        return Arrays.stream(normal).map(n -> n * length).toArray();
    }

    private static Separation groups(double[] vector, double[] meanIn, double[] meanOut, float[][] in, float[][] out) {
        double[] scores = new double[in.length + out.length];
        boolean[] positive = new boolean[scores.length];
        double threshold = (Latents.dot(vector, meanIn) + Latents.dot(vector, meanOut)) / 2;
        double rightIn = 0;
        double rightOut = 0;
        for (int i = 0; i < scores.length; i++) {
            positive[i] = i < in.length;
            scores[i] = Latents.dot(vector, positive[i] ? in[i] : out[i - in.length]);
            rightIn += positive[i] && scores[i] > threshold ? 1 : 0;
            rightOut += !positive[i] && scores[i] <= threshold ? 1 : 0;
        }
        return new Separation.OfGroups(
                scores.length, Ranking.auroc(scores, positive), (rightIn / in.length + rightOut / out.length) / 2);
    }

    private float[] places(double[] vector) {
        float[] places = new float[latents.length];
        for (int row = 0; row < places.length; row++) {
            places[row] = (float) Latents.dot(vector, latents[row]);
        }
        return places;
    }

    private static FloatRows column(int[] rows, float[] values) {
        return FloatRows.of(
                Arrays.stream(rows).mapToObj(row -> new float[] {values[row]}).toArray(float[][]::new));
    }

    private FloatRows select(int[] rows) {
        return FloatRows.of(select(latents, rows));
    }

    private static float[][] select(float[][] from, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> from[row]).toArray(float[][]::new);
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, j -> a[j] - b[j]);
        return difference;
    }
}
