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
