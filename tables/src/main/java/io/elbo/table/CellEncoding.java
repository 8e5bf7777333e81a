package io.elbo.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The encoding of the cells of a column for a model, and back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CellEncoding.Numbers.class, name = "numbers"),
    @JsonSubTypes.Type(value = CellEncoding.Levels.class, name = "levels"),
    @JsonSubTypes.Type(value = CellEncoding.Fixed.class, name = "fixed")
})
sealed interface CellEncoding {
    /** Returns the number of values of a cell in the encoder's input. */
    int inputs();

    /** Returns values of the column, including the most surprising ones: both ends of numbers, and a level of each class. */
    List<Double> examples();

    /**
     * A number: its normal score.
     *
     * @param step the width of the interval given by a cell's last digit
     * @param seen the range of drawn values: that of the column, extended to its bounds
     * @param ordinary the range without the few values that are farther from all others than the rest of the column is wide
     */
    record Numbers(NormalScores scores, double step, Range seen, Range ordinary) implements CellEncoding {
        public Numbers {
            if (scores == null || seen == null || ordinary == null) {
                throw new IllegalArgumentException("numbers: need scores, seen and ordinary");
            }
            if (!(step > 0 && step <= 2 * NormalScores.LARGEST)) {
                throw new IllegalArgumentException("numbers: step " + step + ": must be above 0 and finite");
            }
            if (ordinary.least < seen.least || ordinary.greatest > seen.greatest) {
                throw new IllegalArgumentException("numbers: what is ordinary must be among what was seen");
            }
        }

        /** A range of values. */
        record Range(double least, double greatest) {
            public Range {
                if (!(least <= greatest && Math.max(-least, greatest) <= NormalScores.LARGEST)) {
                    throw new IllegalArgumentException("range " + least + " to " + greatest + ": must rise");
                }
            }

            double clamped(double value) {
                return Math.max(least, Math.min(greatest, value));
            }
        }

        /** The limit of scores in the encoder's input. Beyond it, this cell would dominate. */
        private static final double FARTHEST = 5;
        /** The smallest interval of scores, because of single precision. */
        private static final double NARROWEST = 1e-5;
        /** The smallest interval of numbers. */
        private static final double LEAST = 1e-300;
        /** The share of values at each end that may be far from all others, and the least number of values. */
        private static final double FAR = 0.01;

        private static final int FEW = 10;

        /** @param values the values of the column's cells, without NaN, at least one */
        static Numbers of(double[] values) {
            double[] sorted =
                    Arrays.stream(values).map(Numbers::clamped).sorted().toArray();
            Range ordinary = ordinary(sorted);
            double step = step(sorted, ordinary);
            return new Numbers(
                    ColumnKnots.of(sorted, step, ordinary),
                    step,
                    new Range(sorted[0], sorted[sorted.length - 1]),
                    ordinary);
        }

        /** Returns the same with the range of drawn values extended to the bounds of the column. */
        Numbers within(double least, double greatest) {
            double lower = least == Double.NEGATIVE_INFINITY ? seen.least : Math.min(clamped(least), ordinary.least);
            double upper = greatest == Double.POSITIVE_INFINITY
                    ? seen.greatest
                    : Math.max(clamped(greatest), ordinary.greatest);
            return new Numbers(scores, step, new Range(lower, upper), ordinary);
        }

        /** Clamps a value to the range in which differences are finite; 0 for -0. */
        static double clamped(double value) {
            return Math.max(-NormalScores.LARGEST, Math.min(NormalScores.LARGEST, value)) + 0.0;
        }

        private static Range ordinary(double[] sorted) {
            int low = 0;
            int high = sorted.length - 1;
            if (sorted.length < FEW) {
                return new Range(sorted[low], sorted[high]);
            }
            int most = Math.max(1, (int) (FAR * sorted.length));
            for (int i = 1; i <= most; i++) {
                int at = sorted.length - i;
                high = sorted[at] - sorted[at - 1] > sorted[at - 1] - sorted[0] ? at - 1 : high;
            }
            for (int i = 1; i <= most; i++) {
                low = sorted[i] - sorted[i - 1] > sorted[high] - sorted[i] ? i : low;
            }
            return new Range(sorted[low], sorted[high]);
        }

        /** Returns the least distance of two values, but at least 10^-6 of the ordinary range. */
        private static double step(double[] sorted, Range ordinary) {
            double range = ordinary.greatest - ordinary.least;
            double least = range > 0 ? range : Math.max(1, Math.abs(sorted[0]) * 1e-3);
            for (int i = 1; i < sorted.length; i++) {
                double gap = sorted[i] - sorted[i - 1];
                if (gap > 0 && gap < least) {
                    least = gap;
                }
            }
            return Math.max(LEAST, Math.max(least, range * 1e-6));
        }

        /** Returns half of the interval of a value: half a step, but at least the resolution of a double. */
        static double half(double value, double step) {
            return Math.max(step / 2, Math.ulp(value));
        }

        @Override
        public List<Double> examples() {
            return List.of(seen.least, seen.greatest, ordinary.least, ordinary.greatest);
        }

        @Override
        public int inputs() {
            return 1;
        }

        /** Returns the number of a normal score in the encoder's input. */
        static float input(double score) {
            return (float) Math.max(-FARTHEST, Math.min(FARTHEST, score));
        }

        /** The scores of the ends of a cell's interval. */
        record Interval(double lower, double upper) {
            double middle() {
                return (lower + upper) / 2;
            }
        }

        /** Returns the interval of a value. */
        Interval interval(double value) {
            double clamped = clamped(value);
            double lower = scores.score(clamped - half(clamped, step));
            double upper = scores.score(clamped + half(clamped, step));
            double middle = (lower + upper) / 2;
            return new Interval(Math.min(lower, middle - NARROWEST / 2), Math.max(upper, middle + NARROWEST / 2));
        }
    }

    /**
     * A level: one-hot by its class. Rare levels share the last class. A likelihood needs two classes, so with a single level the second class
     * stays empty.
     *
     * @param classOf the class of each level; rare levels have the last
     * @param weights the weight of each level among those of its class, above 0, so that no level is impossible
     * @param unseen the levels without a row, rising
     * @param rarest the level with the fewest rows, but at least one
     * @param classes the number of classes, 2 to 64
     */
    record Levels(List<Integer> classOf, List<Double> weights, List<Integer> unseen, int rarest, int classes)
            implements CellEncoding {
        /** The greatest number of classes. */
        private static final int MOST = 64;
        /** Levels with fewer rows share a class, if there are several. */
        private static final int FEW = 3;

        /** Added to the rows of a rare level. */
        private static final double PSEUDO = 0.5;

        /** Copies the lists. */
        public Levels {
            if (classOf == null || weights == null || classOf.isEmpty() || classOf.size() != weights.size()) {
                throw new IllegalArgumentException("levels: need a class and a weight of each, of one level at least");
            }
            double[] sums = new double[MOST];
            int used = 0;
            for (int i = 0; i < classOf.size(); i++) {
                Integer index = classOf.get(i);
                Double weight = weights.get(i);
                if (index == null || index < 0 || index >= MOST || weight == null || !(weight > 0 && weight <= 1)) {
                    throw new IllegalArgumentException("level " + i + ": has class " + index + " and weight " + weight
                            + "; must be 0 to " + (MOST - 1) + ", and above 0 to 1");
                }
                sums[index] += weight;
                used = Math.max(used, index + 1);
            }
            if (classes != Math.max(2, used)) {
                throw new IllegalArgumentException("classes " + classes + ": the levels have " + used + " classOf");
            }
            for (int index = 0; index < used; index++) {
                if (Math.abs(sums[index] - 1) > 1e-6) {
                    throw new IllegalArgumentException(
                            "class " + index + ": the weights of its levels have the sum " + sums[index] + ", not 1");
                }
            }
            if (unseen == null || unseen.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("levels: need those that are unseen");
            }
            for (int i = 0; i < unseen.size(); i++) {
                if (unseen.get(i) < (i == 0 ? 0 : unseen.get(i - 1) + 1) || unseen.get(i) >= classOf.size()) {
                    throw new IllegalArgumentException("unseen levels must rise, from 0 to " + (classOf.size() - 1));
                }
            }
            if (rarest < 0 || rarest >= classOf.size()) {
                throw new IllegalArgumentException("rarest " + rarest + ": is no level");
            }
            classOf = List.copyOf(classOf);
            weights = List.copyOf(weights);
            unseen = List.copyOf(unseen);
        }

        /** @param counts the number of rows of each level */
        static Levels of(int[] counts) {
            int[] order = IntStream.range(0, counts.length)
                    .boxed()
                    .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                    .mapToInt(i -> i)
                    .toArray();
            int common = (int) Arrays.stream(counts).filter(c -> c >= FEW).count();
            int own = counts.length <= MOST && counts.length - common < 2 ? counts.length : Math.min(common, MOST - 1);
            boolean shared = own < counts.length;
            Integer[] classOf = new Integer[counts.length];
            Double[] weights = new Double[counts.length];
            boolean[] rare = new boolean[counts.length];
            double rest = 0;
            for (int i = own; i < order.length; i++) {
                rare[order[i]] = true;
                rest += counts[order[i]] + PSEUDO;
            }
            int next = 0;
            for (int level = 0; level < counts.length; level++) {
                classOf[level] = rare[level] ? own : next++;
                weights[level] = rare[level] ? (counts[level] + PSEUDO) / rest : 1;
            }
            List<Integer> unseen = IntStream.range(0, counts.length)
                    .filter(level -> counts[level] == 0)
                    .boxed()
                    .toList();
            int rarest = order[Math.max(0, counts.length - 1 - unseen.size())];
            return new Levels(List.of(classOf), List.of(weights), unseen, rarest, Math.max(2, own + (shared ? 1 : 0)));
        }

        /** Returns whether any row had a level. */
        boolean isSeen(double level) {
            return Collections.binarySearch(unseen, (int) level) < 0;
        }

        /** Returns the number of classes with a level. */
        int used() {
            return classes == 2 && !classOf.contains(1) ? 1 : classes;
        }

        @Override
        public List<Double> examples() {
            return IntStream.range(0, used())
                    .mapToDouble(index -> IntStream.range(0, classOf.size())
                            .filter(level -> classOf.get(level) == index && isSeen(level))
                            .findFirst()
                            .orElse(rarest))
                    .boxed()
                    .toList();
        }

        @Override
        public int inputs() {
            return classes;
        }
    }

    /** A column with the same value in all rows, in which only whether a cell fits is information. */
    record Fixed() implements CellEncoding {
        @Override
        public List<Double> examples() {
            return List.of(Double.NaN); // what all rows have
        }

        @Override
        public int inputs() {
            return 0;
        }
    }
}
