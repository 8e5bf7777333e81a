package io.elbo.table;

import io.elbo.model.LogisticMixture;
import java.util.Arrays;

/** {@code p(x_j|z)} of one cell for one z, in double precision. */
sealed interface CellDistribution {
    /** {@code ln p} of the cell that a value lies in. */
    double logProbability(double value);

    /** The mean of a number over the ordinary range of its column, the most probable level. */
    double expected();

    /**
     * A value drawn from it, among those that the column had.
     *
     * @param component chooses among what the distribution is a mixture of; 0 to 1, evenly
     * @param within where in the component
     */
    double draw(double component, double within);

    /** A mixture of logistics of the normal scores. */
    record Number(CellEncoding.Numbers cells, double[] weights, double[] means, double[] scales)
            implements CellDistribution {
        /** Points of each component by which its mean is computed. */
        private static final int POINTS = 16;
        /** Of a component whose mean does not matter. */
        private static final double LEAST_MASS = 1e-6;

        /** @param output of the decoder: logits, means, log scales as {@link LogisticMixture} has them */
        static Number of(CellEncoding.Numbers cells, LogisticMixture mixture, float[] output, int at, int size) {
            int k = mixture.components();
            double[] weights = softmax(output, at, k);
            double[] means = new double[k];
            double[] scales = new double[k];
            for (int i = 0; i < k; i++) {
                means[i] = output[at + size + i] + mixture.offset(i);
                scales[i] = StrictMath.exp(LogisticMixture.logScale(output[at + 2 * size + i]));
            }
            return new Number(cells, weights, means, scales);
        }

        @Override
        public double logProbability(double value) {
            return logSum(logMasses(cells.interval(value)));
        }

        /** {@code ln p} of the cells from one value to another; either may be infinite. */
        double logProbability(double least, double greatest) {
            return logSum(logMasses(between(least, greatest)));
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

        /** Of each component, {@code ln w_k (F(b) - F(a))}. */
        private double[] logMasses(CellEncoding.Numbers.Interval interval) {
            double[] logs = new double[weights.length];
            for (int i = 0; i < weights.length; i++) {
                double a = (interval.upper() - means[i]) / scales[i];
                double b = (interval.lower() - means[i]) / scales[i];
                logs[i] = StrictMath.log(weights[i])
                        + StrictMath.log(-StrictMath.expm1(b - a))
                        - softplus(-a)
                        - softplus(b);
            }
            return logs;
        }

        private static double logSum(double[] logs) {
            double highest = Arrays.stream(logs).max().orElseThrow();
            double sum = 0;
            for (double log : logs) {
                sum += StrictMath.exp(log - highest);
            }
            return highest + StrictMath.log(sum);
        }

        /**
         * A value drawn from it among the cells from one value to another; either may be infinite.
         *
         * @param component chooses the component; 0 to 1, evenly
         * @param within where in it
         */
        double draw(double least, double greatest, double component, double within) {
            CellEncoding.Numbers.Interval interval = between(least, greatest);
            int k = choose(LatentDraws.normalized(logMasses(interval)), component);
            double score = within(interval, k, within);
            return Math.max(least, Math.min(greatest, cells.scores().value(score)));
        }

        /** The quantile of a logistic distribution between a and b; exact to the far right, where 1 - F is small. */
        private static double quantile(double a, double b, double p) {
            if (a > 30) { // where it is exponential
                return Math.min(b, a - StrictMath.log1p(p * StrictMath.expm1(a - b)));
            }
            double right = 1 / (1 + StrictMath.exp(b));
            double q = right + (1 - p) * (1 / (1 + StrictMath.exp(a)) - right);
            return Math.max(a, Math.min(b, StrictMath.log((1 - q) / q)));
        }

        private static double softplus(double t) {
            return Math.max(t, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
        }

        /** P(X &lt; value) and half of the probability of the value's own cell. */
        double cumulative(double value) {
            CellEncoding.Numbers.Interval interval = cells.interval(value);
            return (below(interval.lower()) + below(interval.upper())) / 2;
        }

        private double below(double score) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] / (1 + StrictMath.exp(-(score - means[i]) / scales[i]));
            }
            return sum;
        }

        /** E[x|z] over the ordinary range of the column, by points of equal probability: beyond, few values would be the mean. */
        double mean() {
            CellEncoding.Numbers.Range range = cells.ordinary();
            CellEncoding.Numbers.Interval interval = between(range.least(), range.greatest());
            double[] masses = LatentDraws.normalized(logMasses(interval));
            double mean = 0;
            for (int i = 0; i < masses.length; i++) {
                double sum = 0;
                for (int j = 0; j < POINTS && masses[i] > LEAST_MASS; j++) {
                    sum += range.held(cells.scores().value(within(interval, i, (j + 0.5) / POINTS)));
                }
                mean += masses[i] * sum / POINTS;
            }
            return mean;
        }

        /** The score of a component at a quantile of what lies in an interval. */
        private double within(CellEncoding.Numbers.Interval interval, int component, double p) {
            double a = (interval.lower() - means[component]) / scales[component];
            double b = (interval.upper() - means[component]) / scales[component];
            return means[component] + scales[component] * (a > 0 ? quantile(a, b, p) : -quantile(-b, -a, 1 - p));
        }

        @Override
        public double expected() {
            return mean();
        }

        @Override
        public double draw(double component, double within) {
            return draw(cells.seen().least(), cells.seen().greatest(), component, within);
        }
    }

    /** Probabilities of the places of levels; of a place that no level has, 0. */
    record Level(CellEncoding.Levels cells, double[] probabilities) implements CellDistribution {
        static Level of(CellEncoding.Levels cells, float[] output, int at) {
            return new Level(cells, softmax(output, at, cells.used()));
        }

        /** Of a level. */
        double probability(int level) {
            return probabilities[cells.places().get(level)] * cells.weights().get(level);
        }

        @Override
        public double logProbability(double value) {
            return StrictMath.log(probability((int) value));
        }

        @Override
        public double expected() {
            int best = 0;
            for (int level = 1; level < cells.places().size(); level++) {
                best = probability(level) > probability(best) ? level : best;
            }
            return best;
        }

        @Override
        public double draw(double component, double within) {
            int place = choose(probabilities, component);
            int last = 0;
            double sum = 0;
            for (int level = 0; level < cells.places().size(); level++) {
                if (cells.places().get(level) == place) {
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

    private static double[] softmax(float[] logits, int at, int n) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            highest = Math.max(highest, logits[at + i]);
        }
        double[] p = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            p[i] = StrictMath.exp(logits[at + i] - highest);
            sum += p[i];
        }
        for (int i = 0; i < n; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** The index whose share of [0, 1) holds u. */
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
