package io.elbo.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * The data of a line plot, which {@link Pictures#plots} draws.
 *
 * @param title the title above the plot
 * @param series the lines in drawing order, each in its own colour unless it is a reference; points that are not finite, or not above 0
 *     on a logarithmic axis, are omitted
 */
public record LinePlot(String title, Axis x, Axis y, List<Series> series) {
    public LinePlot {
        series = List.copyOf(series);
    }

    /** The scale of an axis. */
    public enum Scale {
        /** Linear. */
        LINEAR,
        /** Linear, with marks only at whole numbers. */
        WHOLE,
        /** Logarithmic. */
        LOG
    }

    /**
     * An axis, whose range is that of the values.
     *
     * @param label the quantity and its unit; may be empty
     */
    public record Axis(String label, Scale scale) {}

    /** A point of a line. */
    public record Point(double x, double y) {}

    /**
     * A line.
     *
     * @param name the name in the legend; a line with an empty name is not in the legend
     * @param dashed whether this is a reference, drawn dashed and grey, without dots
     */
    public record Series(String name, List<Point> points, boolean dashed) {
        public Series {
            points = List.copyOf(points);
        }

        /** Returns a line through the points (x[i], y[i]). */
        public static Series of(String name, double[] x, double[] y) {
            if (x.length != y.length) {
                throw new IllegalArgumentException(name + ": " + x.length + " x values for " + y.length
                        + " y values; there must be as many of each");
            }
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                points.add(new Point(x[i], y[i]));
            }
            return new Series(name, points, false);
        }

        /** Returns this line as a reference. */
        public Series asReference() {
            return new Series(name, points, true);
        }
    }
}
