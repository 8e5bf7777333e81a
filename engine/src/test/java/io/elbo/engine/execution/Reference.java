package io.elbo.engine.execution;

/** The elementary functions in double precision, by other methods than the engine's. */
public final class Reference {
    private Reference() {}

    /**
     * Returns {@code erf x}. Below 2.5 it uses the series {@code 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!}, whose terms
     * all have one sign. Above, it uses one minus the continued fraction of erfc (Abramowitz and Stegun 7.1.6 and 7.1.14).
     */
    public static double erf(double x) {
        double a = Math.abs(x);
        return a < 2.5 ? Math.copySign(series(a), x) : Math.copySign(1 - fraction(a), x);
    }

    /** Returns {@code P(X <= x)} for a standard normal X. */
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

    /**
     * Returns {@code ln Gamma(x)}, x above 0. Near its zeros at 1 and 2 it uses the series in {@code zeta(k) - 1} (Abramowitz and
     * Stegun 6.1.33), in which the zeros are factors; elsewhere the recurrence and Stirling's series (6.1.40).
     */
    public static double logGamma(double x) {
        if (x < 0.5) {
            return logGamma(x + 1) - StrictMath.log(x);
        } else if (x < 2.5) {
            return x < 1.5 ? logGammaFromTwo(x - 1) - StrictMath.log1p(x - 1) : logGammaFromTwo(x - 2);
        }
        double product = 1;
        double y = x;
        for (; y < 20; y++) {
            product *= y;
        }
        double r = 1 / y;
        double z = r * r;
        double tail = r * (1 / 12.0 - z * (1 / 360.0 - z * (1 / 1260.0 - z * (1 / 1680.0 - z / 1188))));
        double stirling = (y - 0.5) * StrictMath.log(y) - y + 0.5 * StrictMath.log(2 * Math.PI) + tail;
        return stirling - StrictMath.log(product);
    }

    private static double logGammaFromTwo(double u) {
        double sum = (1 - 0.57721566490153286061) * u;
        double power = -u;
        for (int k = 2; k < 60; k++) {
            power *= -u;
            sum += ZETA_MINUS_ONE[k] * power / k;
        }
        return sum;
    }

    private static final double[] ZETA_MINUS_ONE = new double[60];

    static {
        for (int k = 2; k < ZETA_MINUS_ONE.length; k++) {
            // the terms from 1000 on by the Euler-Maclaurin formula
            double n = 1000;
            double sum = StrictMath.pow(n, -k) * (n / (k - 1) + 0.5 + k / (12 * n));
            for (int i = 999; i >= 2; i--) {
                sum += StrictMath.pow(i, -k);
            }
            ZETA_MINUS_ONE[k] = sum;
        }
    }

    /** Returns {@code psi(x)}, x above 0, by the recurrence and the asymptotic series (Abramowitz and Stegun 6.3.18). */
    public static double digamma(double x) {
        double sum = 0;
        double y = x;
        for (; y < 20; y++) {
            sum -= 1 / y;
        }
        double z = 1 / y / y;
        double tail = z * (1 / 12.0 - z * (1 / 120.0 - z * (1 / 252.0 - z * (1 / 240.0 - z / 132))));
        return sum + StrictMath.log(y) - 0.5 / y - tail;
    }

    /** Returns {@code psi'(x)}, x above 0, by the recurrence and the asymptotic series (Abramowitz and Stegun 6.4.12). */
    public static double trigamma(double x) {
        double sum = 0;
        double y = x;
        for (; y < 20; y++) {
            sum += 1 / y / y;
        }
        double r = 1 / y;
        double z = r * r;
        return sum + r + 0.5 * z + r * z * (1 / 6.0 - z * (1 / 30.0 - z * (1 / 42.0 - z * (1 / 30.0 - z * 5 / 66))));
    }

    public static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    public static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
