package io.elbo.table;

import io.elbo.math.LogSums;
import io.elbo.model.LogisticMixture;
import io.elbo.model.LogisticValue;

/** The distribution {@code p(x_j|z)} of one cell for one z, in double precision. */
sealed interface CellDistribution {
    /** Returns {@code ln p} of the cell of a value. */
    double logProbability(double value);

    /** Returns the mean of a number over the ordinary range of its column, or the most probable level. */
    double expected();

    /**
     * Draws a value, within the values of the column.
     *
     * @param component a uniform number that chooses the component of the mixture
     * @param within a uniform number that chooses the value within the component
     */
    double draw(double component, double within);

    /** A mixture of logistics of the normal scores. */
    final class Number implements CellDistribution {
        /** The number of points of each component for computing its mean. */
        private static final int POINTS = 16;
        /** The weight below which the mean of a component is not computed. */
        private static final double LEAST_MASS = 1e-6;

        private final CellEncoding.Numbers cells;
        private final LogisticValue scores;
        /** The distribution within the column's values, if it was needed. */
        private LogisticValue.Truncated seen;

        private Number(CellEncoding.Numbers cells, LogisticValue scores) {
            this.cells = cells;
            this.scores = scores;
        }

        CellEncoding.Numbers cells() {
            return cells;
        }

        /** @param output of the decoder: logits, means, log scales as {@link LogisticMixture} has them */
        static Number of(CellEncoding.Numbers cells, LogisticMixture mixture, float[] output, int at, int size) {
            return new Number(cells, mixture.value(output, at, size));
        }

        @Override
        public double logProbability(double value) {
            CellEncoding.Numbers.Interval interval = cells.interval(value);
            return scores.logMass(interval.lower(), interval.upper());
        }

        /** Returns {@code ln p} of the cells between two values, which may be infinite. */
        double logProbability(double least, double greatest) {
            CellEncoding.Numbers.Interval interval = between(least, greatest);
            return scores.logMass(interval.lower(), interval.upper());
        }

        private CellEncoding.Numbers.Interval between(double least, double greatest) {
            return new CellEncoding.Numbers.Interval(
                    least == Double.NEGATIVE_INFINITY
                            ? -LogisticMixture.WIDEST
                            : cells.interval(least).lower(),
                    greatest == Double.POSITIVE_INFINITY
                            ? LogisticMixture.WIDEST
                            : cells.interval(greatest).upper());
        }

        /** Returns the share of each component within an interval. */
        private double[] shares(CellEncoding.Numbers.Interval interval) {
            return LogSums.normalized(scores.logMasses(interval.lower(), interval.upper()));
        }

        /**
         * Draws a value between two values, which may be infinite.
         *
         * @param component a uniform number that chooses the component
         * @param within a uniform number that chooses the value within it
         */
        double draw(double least, double greatest, double component, double within) {
            return draw(truncated(least, greatest), least, greatest, component, within);
        }

        private LogisticValue.Truncated truncated(double least, double greatest) {
            CellEncoding.Numbers.Interval interval = between(least, greatest);
            return scores.truncated(interval.lower(), interval.upper());
        }

        private double draw(
                LogisticValue.Truncated range, double least, double greatest, double component, double within) {
            double score = range.quantile(choose(range.shares(), component), within);
            return Math.max(least, Math.min(greatest, cells.scores().value(score)));
        }

        /** Returns P(X &lt; value) plus half of the probability of the value's own cell. */
        double cumulative(double value) {
            CellEncoding.Numbers.Interval interval = cells.interval(value);
            return (scores.below(interval.lower()) + scores.below(interval.upper())) / 2;
        }

        /** Returns E[x|z] over the ordinary range of the column, by points of equal probability. Beyond it, few values would determine the mean. */
        double mean() {
            CellEncoding.Numbers.Range range = cells.ordinary();
            CellEncoding.Numbers.Interval interval = between(range.least(), range.greatest());
            double[] masses = shares(interval);
            double mean = 0;
            for (int i = 0; i < masses.length; i++) {
                double sum = 0;
                for (int j = 0; j < POINTS && masses[i] > LEAST_MASS; j++) {
                    double score = scores.within(interval.lower(), interval.upper(), i, (j + 0.5) / POINTS);
                    sum += range.clamped(cells.scores().value(score));
                }
                mean += masses[i] * sum / POINTS;
            }
            return mean;
        }

        @Override
        public double expected() {
            return mean();
        }

        @Override
        public double draw(double component, double within) {
            CellEncoding.Numbers.Range range = cells.seen();
            if (seen == null) {
                seen = truncated(range.least(), range.greatest());
            }
            return draw(seen, range.least(), range.greatest(), component, within);
        }
    }

    /** Returns the probabilities of the classes of levels; 0 for a class without a level. */
    record Level(CellEncoding.Levels cells, double[] probabilities) implements CellDistribution {
        static Level of(CellEncoding.Levels cells, float[] output, int at) {
            return new Level(cells, LogSums.normalized(output, at, cells.used()));
        }

        /** Of a level. */
        double probability(int level) {
            return probabilities[cells.classOf().get(level)] * cells.weights().get(level);
        }

        @Override
        public double logProbability(double value) {
            return StrictMath.log(probability((int) value));
        }

        @Override
        public double expected() {
            int best = 0;
            for (int level = 1; level < cells.classOf().size(); level++) {
                best = probability(level) > probability(best) ? level : best;
            }
            return best;
        }

        @Override
        public double draw(double component, double within) {
            int index = choose(probabilities, component);
            int last = 0;
            double sum = 0;
            for (int level = 0; level < cells.classOf().size(); level++) {
                if (cells.classOf().get(level) == index) {
                    last = level;
                    sum += cells.weights().get(level);
                    if (within < sum) {
                        return level;
                    }
                }
            }
            return last;
        }
    }

    /** Returns the index whose share of [0, 1) contains u. */
    static int choose(double[] probabilities, double u) {
        double sum = 0;
        for (int i = 0; i < probabilities.length - 1; i++) {
            sum += probabilities[i];
            if (u < sum) {
                return i;
            }
        }
        return probabilities.length - 1;
    }
}
