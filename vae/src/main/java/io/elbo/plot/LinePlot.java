package io.elbo.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over axes: pure data, which {@link Pictures#plots} draws.
 *
 * @param title above the plot
 * @param series drawn in order, each in its own colour if it is no reference; points that are not finite, or not above 0 on a logarithmic axis,
 *     are left out
 */
public record LinePlot(String title, Axis x, Axis y, List<Series> series) {
    public LinePlot {
        series = List.copyOf(series);
    }

    /** How values are spread over an axis. */
    public enum Scale {
        /** Evenly. */
        LINEAR,
        /** Evenly, with marks at whole numbers only. */
        WHOLE,
        /** By their logarithm. */
        LOG
    }

    /**
     * One axis; it reaches as far as the values do.
     *
     * @param label what is on it, with its unit; may be empty
     */
    public record Axis(String label, Scale scale) {}

    /** A point of a line. */
    public record Point(double x, double y) {}

    /**
     * One line.
     *
     * @param name in the legend; not there if empty
     * @param dashed whether this is what others are compared with: dashed and grey, without dots
     */
    public record Series(String name, List<Point> points, boolean dashed) {
        public Series {
            points = List.copyOf(points);
        }

        /** A line through as many points as there are values. */
        public static Series of(String name, double[] x, double[] y) {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        name + ": " + x.length + " places for " + y.length + " values; each value needs one");
            }
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                points.add(new Point(x[i], y[i]));
            }
            return new Series(name, points, false);
        }

        /** The same, dashed. */
        public Series asReference() {
            return new Series(name, points, true);
        }
    }
}
