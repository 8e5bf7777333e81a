package io.elbo.model;

import io.elbo.math.NormalQuantile;
import io.elbo.math.SpecialFunctions;

/**
 * A distribution of counts.
 *
 * @param mean the mean, above 0
 * @param r the parameter of a negative binomial distribution with variance {@code mean + mean^2 / r}; infinite for a Poisson distribution
 */
record CountValue(double mean, double r) implements ValueDistribution {
    /** For greater means the steps between counts do not matter, so quantiles are those of a continuous distribution. */
    private static final double MANY = 1e6;

    static CountValue poisson(double mean) {
        return new CountValue(mean, Double.POSITIVE_INFINITY);
    }

    private boolean isPoisson() {
        return Double.isInfinite(r);
    }

    @Override
    public double logDensity(double x) {
        double factorial = SpecialFunctions.logGamma(x + 1);
        return isPoisson()
                ? x * StrictMath.log(mean) - mean - factorial
                : SpecialFunctions.logGamma(x + r)
                        - SpecialFunctions.logGamma(r)
                        - factorial
                        - r * StrictMath.log1p(mean / r)
                        - x * StrictMath.log1p(r / mean);
    }

    private double below(double k) {
        return isPoisson() ? SpecialFunctions.upperGamma(k + 1, mean) : SpecialFunctions.beta(r / (r + mean), r, k + 1);
    }

    @Override
    public double quantile(double p) {
        if (mean > MANY) {
            return Math.max(0, StrictMath.rint(isPoisson() ? normal(p) : gamma(p)));
        }
        double high = 1;
        while (below(high) < p) {
            high *= 2;
        }
        double low = -1;
        while (high - low > 1) {
            double middle = StrictMath.floor((low + high) / 2);
            if (below(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Returns a normal quantile corrected for the skewness of the Poisson distribution (Cornish and Fisher 1938). */
    private double normal(double p) {
        double z = NormalQuantile.of(p);
        return mean + StrictMath.sqrt(mean) * z + (z * z - 1) / 6;
    }

    /** Returns a quantile of the gamma distribution with shape r, which is the distribution of the means of the counts. */
    private double gamma(double p) {
        double high = 1;
        while (1 - SpecialFunctions.upperGamma(r, high) < p) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (1 - SpecialFunctions.upperGamma(r, middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return mean * high / r;
    }
}
