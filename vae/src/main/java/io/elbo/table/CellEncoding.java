package io.elbo.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How the cells of a column become what a model sees, and back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CellEncoding.Numbers.class, name = "numbers"),
    @JsonSubTypes.Type(value = CellEncoding.Levels.class, name = "levels")
})
sealed interface CellEncoding {
    /** How many values the encoder sees of a cell. */
    int inputs();

    /**
     * What the encoder sees of a value.
     *
     * @param value not NaN
     * @param to receives {@link #inputs} values
     */
    void input(double value, float[] to, int at);

    /**
     * A number: its normal score.
     *
     * @param step the width of the interval that a cell's last digit leaves open
     */
    record Numbers(NormalScores scores, double step) implements CellEncoding {
        /** Beyond this, a model would see little but this cell. */
        private static final double FARTHEST = 5;
        /** No interval is smaller: single precision would lose it. */
        private static final double NARROWEST = 1e-5;

        /** @param values of the column's cells, without NaN, at least one */
        static Numbers of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double step = step(sorted);
            return new Numbers(NormalScores.of(sorted, step), step);
        }

        /** The least distance of two values, but no less than 10^-6 of the range. */
        private static double step(double[] sorted) {
            double range = sorted[sorted.length - 1] - sorted[0];
            double least = range > 0 ? range : Math.max(1, Math.abs(sorted[0]) * 1e-3);
            for (int i = 1; i < sorted.length; i++) {
                double gap = sorted[i] - sorted[i - 1];
                if (gap > 0 && gap < least) {
                    least = gap;
                }
            }
            return Math.max(least, range * 1e-6);
        }

        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public void input(double value, float[] to, int at) {
            to[at] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, (lower(value) + upper(value)) / 2));
        }

        /** The score of the lower end of a value's interval. */
        double lower(double value) {
            double lower = scores.score(value - step / 2);
            double upper = scores.score(value + step / 2);
            return Math.min(lower, (lower + upper) / 2 - NARROWEST / 2);
        }

        /** The score of its upper end. */
        double upper(double value) {
            double lower = scores.score(value - step / 2);
            double upper = scores.score(value + step / 2);
            return Math.max(upper, (lower + upper) / 2 + NARROWEST / 2);
        }
    }

    /**
     * One of some levels: a one in its place. Rare levels share the last place.
     *
     * @param places of each level; rare ones have the last
     * @param weights of each level, among those that share its place
     * @param classes places, at least 2
     */
    record Levels(List<Integer> places, List<Double> weights, int classes) implements CellEncoding {
        /** Places at most. */
        private static final int MOST = 64;
        /** Levels with fewer rows share a place, if there are several. */
        private static final int FEW = 3;

        /** Copies the lists. */
        public Levels {
            places = List.copyOf(places);
            weights = List.copyOf(weights);
            int most = classes;
            if (classes < 2
                    || places.isEmpty()
                    || places.size() != weights.size()
                    || places.stream().anyMatch(p -> p < 0 || p >= most)) {
                throw new IllegalArgumentException("levels: places " + places + " of " + classes);
            }
        }

        /** @param counts rows of each level */
        static Levels of(int[] counts) {
            int[] order = IntStream.range(0, counts.length)
                    .boxed()
                    .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                    .mapToInt(i -> i)
                    .toArray();
            int common = (int) Arrays.stream(counts).filter(c -> c >= FEW).count();
            int own = counts.length <= MOST && counts.length - common < 2 ? counts.length : Math.min(common, MOST - 1);
            boolean shared = own < counts.length;
            Integer[] places = new Integer[counts.length];
            Double[] weights = new Double[counts.length];
            double rest = 0;
            for (int i = own; i < order.length; i++) {
                rest += counts[order[i]];
            }
            int next = 0;
            for (int level = 0; level < counts.length; level++) {
                int rank = rank(order, level);
                places[level] = rank < own ? next++ : own;
                weights[level] = rank < own ? 1 : rest == 0 ? 1.0 / (order.length - own) : counts[level] / rest;
            }
            return new Levels(List.of(places), List.of(weights), Math.max(2, own + (shared ? 1 : 0)));
        }

        private static int rank(int[] order, int level) {
            for (int i = 0; i < order.length; i++) {
                if (order[i] == level) {
                    return i;
                }
            }
            throw new IllegalStateException();
        }

        @Override
        public int inputs() {
            return classes;
        }

        @Override
        public void input(double value, float[] to, int at) {
            to[at + places.get((int) value)] = 1;
        }
    }
}
