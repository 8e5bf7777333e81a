package io.elbo.engine.internal;

/** The elementary functions in double precision, by other means than the engine's. */
public final class Reference {
    private Reference() {}

    /**
     * {@code erf x}: below 2.5 the series {@code 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!}, whose terms are all
     * of one sign; above, one minus the continued fraction of erfc (Abramowitz and Stegun 7.1.6 and 7.1.14).
     */
    public static double erf(double x) {
        double a = Math.abs(x);
        return a < 2.5 ? Math.copySign(series(a), x) : Math.copySign(1 - fraction(a), x);
    }

    /** {@code P(X <= x)} of a standard normal X. */
    public static double normalCdf(double x) {
        double a = Math.abs(x) / Math.sqrt(2);
        double tail = 0.5 * (a < 2.5 ? 1 - series(a) : fraction(a));
        return x < 0 ? tail : 1 - tail;
    }

    private static double series(double a) {
        double term = a;
        double sum = a;
        for (int n = 1; term > sum * 1e-18; n++) {
            term *= 2 * a * a / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-a * a) * sum;
    }

    private static double fraction(double a) {
        double tail = a;
        for (int n = 80; n >= 1; n--) {
            tail = a + n / 2.0 / tail;
        }
        return StrictMath.exp(-a * a) / (Math.sqrt(Math.PI) * tail);
    }

    public static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    public static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
