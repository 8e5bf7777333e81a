package io.elbo.model;

import io.elbo.math.LogSums;

/**
 * A mixture of logistic distributions, {@code sum_k w_k F((x - m_k) / s_k)} with {@code F(t) = 1 / (1 + e^-t)}, in double precision. The
 * arrays are not copied and must not be modified.
 *
 * @param weights {@code [K]}, with sum 1
 * @param means {@code [K]}
 * @param scales {@code [K]}, above 0
 */
public record LogisticValue(double[] weights, double[] means, double[] scales) implements ValueDistribution {
    private static final int HALVINGS = 200;
    /** Scales from the mean beyond which the tail is exponential in double precision. */
    private static final double FAR = 30;
    /** The least probability of a range whose components' shares are differences of tails. */
    private static final double LEAST_SHARE = 1e-3;

    /** Returns {@code ln P(lower < X < upper)}. */
    public double logMass(double lower, double upper) {
        return LogSums.logSum(logMasses(lower, upper));
    }

    /** Returns {@code ln w_k (F((upper - m_k) / s_k) - F((lower - m_k) / s_k))} of each component. */
    public double[] logMasses(double lower, double upper) {
        double[] logs = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double a = (upper - means[i]) / scales[i];
            double b = (lower - means[i]) / scales[i];
            logs[i] =
                    StrictMath.log(weights[i]) + StrictMath.log(-StrictMath.expm1(b - a)) - softplus(-a) - softplus(b);
        }
        return logs;
    }

    /** Returns {@code P(X <= x)}. */
    public double below(double x) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] / (1 + StrictMath.exp(-(x - means[i]) / scales[i]));
        }
        return sum;
    }

    /** Returns the quantile p of a component truncated to the range between two values. */
    public double within(double lower, double upper, int component, double p) {
        double a = (lower - means[component]) / scales[component];
        double b = (upper - means[component]) / scales[component];
        return means[component] + scales[component] * (a > 0 ? quantile(a, b, p) : -quantile(-b, -a, 1 - p));
    }

    /** Returns the quantile of a logistic distribution between a and b. It is accurate far to the right, where 1 - F is small. */
    private static double quantile(double a, double b, double p) {
        if (a > FAR) { // where it is exponential
            return Math.min(b, a - StrictMath.log1p(p * StrictMath.expm1(a - b)));
        }
        double right = 1 / (1 + StrictMath.exp(b));
        double q = right + (1 - p) * (1 / (1 + StrictMath.exp(a)) - right);
        return Math.max(a, Math.min(b, StrictMath.log((1 - q) / q)));
    }

    /** Returns the distribution restricted to a range, for many draws. */
    public Truncated truncated(double lower, double upper) {
        int n = weights.length;
        double[] shares = new double[n];
        double[] near = new double[n];
        double[] far = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double a = (lower - means[i]) / scales[i];
            double b = (upper - means[i]) / scales[i];
            // tails to the right of the ends, or to the left where those are shorter
            near[i] = 1 / (1 + StrictMath.exp(a > 0 ? a : -b));
            far[i] = 1 / (1 + StrictMath.exp(a > 0 ? b : -a));
            shares[i] = weights[i] * (near[i] - far[i]);
            sum += shares[i];
        }
        if (!(sum > LEAST_SHARE)) { // where differences of tails lose digits
            shares = LogSums.normalized(logMasses(lower, upper));
        } else {
            for (int i = 0; i < n; i++) {
                shares[i] /= sum;
            }
        }
        return new Truncated(this, lower, upper, shares, near, far);
    }

    /**
     * A mixture restricted to a range.
     *
     * @param shares the probability of each component within the range
     * @param near the tail beyond the nearer end of the range, seen from the component's mean, or from the left end
     * @param far the tail beyond the other end
     */
    public record Truncated(
            LogisticValue of, double lower, double upper, double[] shares, double[] near, double[] far) {
        /** Returns the quantile p of a component. */
        public double quantile(int component, double p) {
            double mean = of.means[component];
            double scale = of.scales[component];
            double a = (lower - mean) / scale;
            double b = (upper - mean) / scale;
            boolean right = a > 0;
            if ((right ? a : -b) > FAR) {
                return of.within(lower, upper, component, p);
            }
            double tail = far[component] + (right ? 1 - p : p) * (near[component] - far[component]);
            double distance = StrictMath.log((1 - tail) / tail);
            return mean + scale * Math.max(a, Math.min(b, right ? distance : -distance));
        }
    }

    private static double softplus(double t) {
        return Math.max(t, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
    }

    @Override
    public double logDensity(double x) {
        double[] logs = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double t = (x - means[i]) / scales[i];
            logs[i] = StrictMath.log(weights[i]) - StrictMath.log(scales[i]) - softplus(t) - softplus(-t);
        }
        return LogSums.logSum(logs);
    }

    @Override
    public double mean() {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * means[i];
        }
        return mean;
    }

    @Override
    public double quantile(double p) {
        double logit = StrictMath.log(p / (1 - p));
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            low = Math.min(low, means[i] + scales[i] * logit);
            high = Math.max(high, means[i] + scales[i] * logit);
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (below(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
