package io.elbo.math;

/** The quantile function of the standard normal distribution. */
public final class NormalQuantile {
    /** Less than 1e-15 of the probability lies beyond this many standard deviations. */
    public static final double MOST = 8;

    private NormalQuantile() {}

    /**
     * Returns the x with {@code P(Z <= x) = p}, by bisection of the distribution function. That function is summed as a series
     * (Marsaglia 2004, "Evaluating the normal distribution") and is accurate to about 1e-16. So x is accurate to 1e-12 where p is
     * above 1e-4, to 1e-9 at 1e-7 and to 2e-6 at 1e-11; likewise near 1.
     */
    public static double of(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("probability " + p + ": must be between 0 and 1");
        }
        double low = -MOST;
        double high = MOST;
        while (high - low > 1e-13) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (distribution(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Returns {@code P(Z <= x)} for any x. */
    public static double probability(double x) {
        return x <= -MOST ? 0 : x >= MOST ? 1 : distribution(x);
    }

    /** Returns {@code P(Z <= x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + x^7/(3 5 7) + ...)}. */
    static double distribution(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
