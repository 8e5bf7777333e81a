package io.elbo.math;

/**
 * The gamma and beta functions and their regularized incomplete integrals, which give the distribution functions of counts and of
 * Student's t. The formulas are from Abramowitz and Stegun (1964), chapters 6 and 26. Results are the same bits on every machine.
 */
public final class SpecialFunctions {
    private static final double PRECISION = 1e-16;
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 100_000;

    private SpecialFunctions() {}

    /** Returns {@code ln Gamma(x)} for x above 0, by Stirling's series above 10 and by {@code Gamma(x) = Gamma(x + 1) / x} below. */
    public static double logGamma(double x) {
        double shift = 0;
        double y = x;
        for (; y < 10; y++) {
            shift += StrictMath.log(y);
        }
        double r = 1 / (y * y);
        double series = (1 / 12.0 + r * (-1 / 360.0 + r * (1 / 1260.0 + r * (-1 / 1680.0 + r / 1188)))) / y;
        return (y - 0.5) * StrictMath.log(y) - y + StrictMath.log(2 * Math.PI) / 2 + series - shift;
    }

    /**
     * Returns {@code Q(a, x) = 1/Gamma(a) integral of t^(a-1) e^-t from x to infinity}, for a above 0 and x at least 0. For a
     * Poisson distribution of mean m, {@code P(X <= k) = Q(k + 1, m)}.
     */
    public static double upperGamma(double a, double x) {
        if (x <= 0) {
            return 1;
        }
        double front = StrictMath.exp(a * StrictMath.log(x) - x - logGamma(a));
        if (x < a + 1) {
            double term = 1 / a;
            double sum = term;
            for (int n = 1; n < MOST_TERMS && Math.abs(term) > PRECISION * Math.abs(sum); n++) {
                term *= x / (a + n);
                sum += term;
            }
            return Math.max(0, 1 - front * sum);
        }
        // the continued fraction 1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- ...))), evaluated from the front by Lentz's
        // method
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double fraction = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / away(numerator * d + b);
            c = away(b + numerator / c);
            double factor = d * c;
            fraction *= factor;
            if (Math.abs(factor - 1) < PRECISION * 4) {
                break;
            }
        }
        return Math.min(1, front * fraction);
    }

    /**
     * Returns {@code I_x(a, b)}: the integral of {@code t^(a-1) (1-t)^(b-1)} from 0 to x, divided by that from 0 to 1. a and b
     * are above 0; x is from 0 to 1.
     */
    public static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = StrictMath.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * StrictMath.log(x) + b * StrictMath.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * betaFraction(x, a, b) / a
                : 1 - front * betaFraction(1 - x, b, a) / b;
    }

    /** Evaluates the continued fraction of the incomplete beta function from the front by Lentz's method. */
    private static double betaFraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double fraction = d;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            double factor = d * c;
            fraction *= factor;
            if (Math.abs(factor - 1) < PRECISION * 4) {
                break;
            }
        }
        return fraction;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
