package io.elbo.math;

import java.util.function.IntToDoubleFunction;

/**
 * A quadrature rule for smooth functions over an interval: {@code sum_i weight_i f(node_i)}.
 *
 * @param nodes in ascending order
 * @param weights one for each node
 */
public record Quadrature(double[] nodes, double[] weights) {
    /** Gauss-Legendre nodes of order five over -1 to 1: exact for polynomials of degree 9. */
    private static final double[] FIVE_NODES = {
        -StrictMath.sqrt(5 + 2 * StrictMath.sqrt(10.0 / 7)) / 3,
        -StrictMath.sqrt(5 - 2 * StrictMath.sqrt(10.0 / 7)) / 3,
        0,
        StrictMath.sqrt(5 - 2 * StrictMath.sqrt(10.0 / 7)) / 3,
        StrictMath.sqrt(5 + 2 * StrictMath.sqrt(10.0 / 7)) / 3
    };

    private static final double[] FIVE_WEIGHTS = {
        (322 - 13 * StrictMath.sqrt(70)) / 900,
        (322 + 13 * StrictMath.sqrt(70)) / 900,
        128.0 / 225,
        (322 + 13 * StrictMath.sqrt(70)) / 900,
        (322 - 13 * StrictMath.sqrt(70)) / 900
    };

    /** Returns the trapezoid rule. For smooth functions that vanish towards both ends it converges faster than any power of the step. */
    public static Quadrature trapezoid(double from, double to, int steps) {
        double[] nodes = new double[steps + 1];
        double[] weights = new double[steps + 1];
        double step = (to - from) / steps;
        for (int i = 0; i <= steps; i++) {
            nodes[i] = from + i * step;
            weights[i] = i == 0 || i == steps ? step / 2 : step;
        }
        return new Quadrature(nodes, weights);
    }

    /** Returns the five-node Gauss-Legendre rule on each of {@code panels} panels of equal width. */
    public static Quadrature gaussLegendre(double from, double to, int panels) {
        int n = FIVE_NODES.length;
        double[] nodes = new double[panels * n];
        double[] weights = new double[panels * n];
        double half = (to - from) / panels / 2;
        for (int panel = 0; panel < panels; panel++) {
            double middle = from + (2 * panel + 1) * half;
            for (int i = 0; i < n; i++) {
                nodes[panel * n + i] = middle + half * FIVE_NODES[i];
                weights[panel * n + i] = half * FIVE_WEIGHTS[i];
            }
        }
        return new Quadrature(nodes, weights);
    }

    /** Returns the integral of a function, given its values at the nodes. */
    public double integral(IntToDoubleFunction valueAtNode) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weights[i] * valueAtNode.applyAsDouble(i);
        }
        return sum;
    }

    /** Returns the logarithm of the integral of a function, given the logarithms of its values at the nodes. */
    public double logIntegral(double[] logValues) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : logValues) {
            highest = Math.max(highest, value);
        }
        double top = highest;
        return top + StrictMath.log(integral(i -> StrictMath.exp(logValues[i] - top)));
    }
}
