package io.elbo.statistics.baseline;

import io.elbo.math.Vectors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes smooth functions by limited-memory BFGS (Liu and Nocedal 1989). A line search halves and doubles the step until both
 * Wolfe conditions hold (Lewis and Overton 2013).
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    /** The Wolfe constants: the required decrease as a fraction of the slope; below, the fraction of the slope that may remain. */
    private static final double FALL = 1e-4;

    private static final double SLOPE = 0.9;
    private static final int TRIALS = 60;
    private static final double ROUNDING = 1e-14;

    /** The function to minimize. */
    interface Function {
        /** Returns the value at a point and writes the gradient. */
        double value(double[] place, double[] gradient);
    }

    /** @param converged whether the greatest entry of the gradient is at most the tolerance */
    record Result(double[] place, int iterations, boolean converged) {}

    /** A step and the change of the gradient along it. */
    private record Pair(double[] step, double[] change, double product) {}

    private final Function function;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double[] place;
    private double[] gradient;
    private double value;

    private Lbfgs(Function function, double[] start) {
        this.function = function;
        place = start;
        gradient = new double[start.length];
        value = function.value(place, gradient);
    }

    static Result minimize(Function function, double[] start, double tolerance, int iterations) {
        Lbfgs search = new Lbfgs(function, start.clone());
        int iteration = 0;
        while (greatest(search.gradient) > tolerance && iteration < iterations && search.step()) {
            iteration++;
        }
        return new Result(search.place, iteration, greatest(search.gradient) <= tolerance);
    }

    private static double greatest(double[] values) {
        double greatest = 0;
        for (double value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    /** Returns false if no step along the direction lowers the value, at the limit of double precision. */
    private boolean step() {
        double[] direction = direction();
        double slope = Vectors.dot(gradient, direction);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = pairs.isEmpty() ? Math.min(1, 1 / Vectors.norm(gradient)) : 1;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] next = place.clone();
            Vectors.add(next, length, direction);
            double[] nextGradient = new double[next.length];
            double nextValue = function.value(next, nextGradient);
            double nextSlope = Vectors.dot(nextGradient, direction);
            if (!falls(nextValue, length * slope) && !flattens(nextValue, slope, nextSlope)) {
                high = length;
            } else if (nextSlope < SLOPE * slope) {
                low = length;
            } else {
                move(next, nextValue, nextGradient);
                return true;
            }
            length = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * length;
        }
        return false;
    }

    private boolean falls(double nextValue, double expected) {
        return nextValue <= value + FALL * expected;
    }

    /**
     * Tests for a decrease by slopes alone, as for a parabola (Hager and Zhang 2005). Where values differ only by rounding,
     * gradients are still informative.
     */
    private boolean flattens(double nextValue, double slope, double nextSlope) {
        return nextValue <= value + ROUNDING * Math.abs(value) && nextSlope <= (2 * FALL - 1) * slope;
    }

    private void move(double[] next, double nextValue, double[] nextGradient) {
        double[] step = next.clone();
        double[] change = nextGradient.clone();
        Vectors.add(step, -1, place);
        Vectors.add(change, -1, gradient);
        double product = Vectors.dot(step, change);
        if (product > 0) {
            pairs.addLast(new Pair(step, change, product));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeFirst();
        }
        place = next;
        gradient = nextGradient;
        value = nextValue;
    }

    /** Returns minus the gradient multiplied by the estimate of the inverse Hessian, by two loops over the pairs. */
    private double[] direction() {
        double[] direction = new double[gradient.length];
        Vectors.add(direction, -1, gradient);
        double[] factors = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> back = pairs.descendingIterator(); back.hasNext(); ) {
            Pair pair = back.next();
            factors[--i] = Vectors.dot(pair.step, direction) / pair.product;
            Vectors.add(direction, -factors[i], pair.change);
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = last.product / Vectors.dot(last.change, last.change);
            for (int j = 0; j < direction.length; j++) {
                direction[j] *= scale;
            }
        }
        for (Pair pair : pairs) {
            double factor = Vectors.dot(pair.change, direction) / pair.product;
            Vectors.add(direction, factors[i++] - factor, pair.step);
        }
        return direction;
    }
}
