package io.elbo.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The range of an axis and its marks.
 *
 * @param low the smallest value on the axis
 * @param high the greatest value on the axis
 */
record PlotAxis(double low, double high, boolean log, List<Mark> marks) {
    private static final int MARKS = 5;
    private static final int LARGEST_PLAIN = 4;
    /** A logarithmic axis with fewer decades than this also has marks at 2 and 5. */
    private static final double FEW_DECADES = 2.5;

    /** A value and its text. */
    record Mark(double value, String text) {}

    /** Returns whether a value can be shown. */
    static boolean shows(LinePlot.Scale scale, double value) {
        return Double.isFinite(value) && (scale != LinePlot.Scale.LOG || value > 0);
    }

    /**
     * Returns the axis for a range of values.
     *
     * @param least the smallest value; more than {@code greatest} if there are no values
     * @param padded whether the axis extends to the next mark on both sides
     */
    static PlotAxis of(LinePlot.Scale scale, double least, double greatest, boolean padded) {
        boolean none = least > greatest;
        return scale == LinePlot.Scale.LOG
                ? logarithmic(none ? 1 : least, none ? 10 : greatest, padded)
                : linear(none ? 0 : least, none ? 1 : greatest, padded, scale == LinePlot.Scale.WHOLE);
    }

    private static PlotAxis linear(double least, double greatest, boolean padded, boolean whole) {
        double step = step((greatest - least) / MARKS);
        if (whole) {
            step = Math.max(1, step);
        }
        double low = padded ? Math.floor(least / step) * step : least;
        double high = padded ? Math.max(low + step, Math.ceil(greatest / step) * step) : greatest;
        List<Mark> marks = new ArrayList<>();
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step)));
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            marks.add(new Mark(i * step, String.format(Locale.ROOT, "%." + digits + "f", i * step)));
        }
        return new PlotAxis(low, high, false, marks);
    }

    private static PlotAxis logarithmic(double least, double greatest, boolean padded) {
        boolean few = Math.log10(greatest / least) < FEW_DECADES;
        List<Mark> all = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(least));
        int last = (int) Math.ceil(Math.log10(greatest));
        int every = Math.max(1, (last - first) / (2 * MARKS) + 1);
        for (int power = first; power <= last; power++) {
            for (int factor : few ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = factor * Math.pow(10, power);
                boolean named = few || Math.floorMod(power, every) == 0;
                all.add(new Mark(value, named ? text(factor, power) : ""));
            }
        }
        double slack = 1 + 1e-9;
        double low = least;
        double high = greatest;
        if (padded) {
            low = all.stream()
                    .mapToDouble(Mark::value)
                    .filter(v -> v <= least * slack)
                    .max()
                    .orElse(least);
            high = all.stream()
                    .mapToDouble(Mark::value)
                    .filter(v -> v * slack >= greatest)
                    .min()
                    .orElse(greatest);
            if (low == high) {
                low /= 10;
                high *= 10;
            }
        }
        double from = low / slack;
        double to = high * slack;
        return new PlotAxis(
                low,
                high,
                true,
                all.stream().filter(m -> m.value >= from && m.value <= to).toList());
    }

    private static String text(int factor, int power) {
        if (Math.abs(power) > LARGEST_PLAIN) {
            return factor + "e" + power;
        }
        return power >= 0
                ? String.valueOf(factor * Math.round(Math.pow(10, power)))
                : String.format(Locale.ROOT, "%." + -power + "f", factor * Math.pow(10, power));
    }

    /** Returns the position of a value between the ends, 0 to 1. */
    double place(double value) {
        if (low == high) {
            return 0.5;
        }
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** Returns the next number that is 1, 2 or 5 times a power of ten. */
    private static double step(double atLeast) {
        if (!(atLeast > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double ratio = atLeast / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }
}
