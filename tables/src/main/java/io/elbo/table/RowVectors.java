package io.elbo.table;

import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as points, for detectors that measure distances. The coordinates are standardized numbers, standardized indicators of levels, and two
 * more indicators per cell: missing and not fitting. The indicators of a column's levels together weigh as much as a number. Coordinates are
 * clamped to a limit.
 */
final class RowVectors {
    /** The number of additional indicators of a cell. */
    private static final int STATES = 2;

    private final TableEncoding encoding;
    private final List<Double> mean;
    private final List<Double> deviation;
    private final double limit;
    private final int[] columns;
    private final CellEncoding[] cells;
    private final int[] widths;
    /** Each coordinate if its indicator is 0, and if it is 1. */
    private final float[] zero;

    private final float[] one;
    private final int valuesWidth;

    /**
     * @param mean the mean of each coordinate
     * @param deviation the standard deviation of each coordinate, above 0
     * @param limit the limit of the standardized coordinates
     */
    RowVectors(TableEncoding encoding, List<Double> mean, List<Double> deviation, double limit) {
        int width = width(encoding);
        if (mean == null || deviation == null || mean.size() != width || deviation.size() != width) {
            throw new IllegalArgumentException("vectors: need a mean and a deviation for each of " + width);
        }
        for (int j = 0; j < width; j++) {
            Double m = mean.get(j);
            Double d = deviation.get(j);
            if (m == null || d == null || !Double.isFinite(m) || !(d > 0 && d <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "coordinate " + j + ": mean " + m + ", deviation " + d + ": must be finite, and above 0");
            }
        }
        if (!(limit > 0 && limit <= 1000)) {
            throw new IllegalArgumentException("limit " + limit + ": must be above 0, to 1,000");
        }
        this.encoding = encoding;
        this.mean = List.copyOf(mean);
        this.deviation = List.copyOf(deviation);
        this.limit = limit;
        columns = encoding.columns().stream().mapToInt(c -> c).toArray();
        cells = encoding.cells().toArray(CellEncoding[]::new);
        widths = Arrays.stream(cells).mapToInt(RowVectors::width).toArray();
        zero = new float[width];
        one = new float[width];
        for (int j = 0; j < width; j++) {
            zero[j] = standardized(j, 0);
            one[j] = standardized(j, 1);
        }
        valuesWidth = valuesWidth(encoding);
    }

    List<Double> mean() {
        return mean;
    }

    List<Double> deviation() {
        return deviation;
    }

    double limit() {
        return limit;
    }

    static int width(TableEncoding encoding) {
        return encoding.cells().stream().mapToInt(RowVectors::width).sum();
    }

    private static int width(CellEncoding cell) {
        int values = cell instanceof CellEncoding.Levels levels
                ? levels.classes()
                : cell instanceof CellEncoding.Numbers ? 1 : 0;
        return values + STATES;
    }

    /** Fits mean and deviation to rows. */
    static RowVectors of(TableEncoding encoding, TableRows rows, double limit) {
        Double[] mean = new Double[width(encoding)];
        Double[] deviation = new Double[mean.length];
        int at = 0;
        for (int i = 0; i < encoding.cells().size(); i++) {
            CellEncoding cell = encoding.cells().get(i);
            int column = encoding.columns().get(i);
            int width = width(cell);
            double[] counts = new double[width];
            double[] values = new double[rows.count()];
            int count = 0;
            for (int row = 0; row < rows.count(); row++) {
                double value = rows.value(row, column);
                CellState state = CellState.of(cell, value);
                if (state != CellState.VALUE) {
                    counts[width - STATES + (state == CellState.MISSING ? 0 : 1)]++;
                } else if (cell instanceof CellEncoding.Numbers numbers) {
                    values[count++] = numbers.ordinary().clamped(value);
                } else if (cell instanceof CellEncoding.Levels levels) {
                    counts[levels.classOf().get((int) value)]++;
                }
            }
            double weight = cell instanceof CellEncoding.Levels levels ? Math.sqrt(Math.max(1, levels.used() - 1)) : 1;
            for (int j = 0; j < width; j++) {
                double share = (counts[j] + 0.5) / (rows.count() + 1.0);
                mean[at + j] = share;
                deviation[at + j] = Math.sqrt(share * (1 - share)) * (j < width - STATES ? weight : 1);
            }
            if (cell instanceof CellEncoding.Numbers) {
                MeanDeviation moments = MeanDeviation.of(Arrays.copyOf(values, count));
                mean[at] = moments.mean();
                deviation[at] = moments.deviation();
            }
            at += width;
        }
        return new RowVectors(encoding, List.of(mean), List.of(deviation), limit);
    }

    /** Returns how often a column's cell is missing, or does not fit; slightly above 0 if never. */
    double share(int column, CellState state) {
        int at = 0;
        for (int i = 0; i < encoding.cells().size(); i++) {
            at += width(encoding.cells().get(i));
            if (encoding.columns().get(i) == column) {
                return mean.get(at - (state == CellState.MISSING ? 2 : 1));
            }
        }
        return 1; // a column that takes no part
    }

    /** Returns rows as points, with the mean for missing coordinates. */
    Rows of(CellCodes codes) {
        return CodedRows.of(codes, zero.length, this::fill);
    }

    /** Returns the coordinates of values, without the additional indicators, and NaN for missing values. */
    Rows values(CellCodes codes) {
        return CodedRows.of(codes, valuesWidth, this::fillValues);
    }

    static int valuesWidth(TableEncoding encoding) {
        return width(encoding) - STATES * encoding.cells().size();
    }

    private void fill(CellCodes codes, int row, float[] to, int at) {
        int index = 0;
        for (int i = 0; i < cells.length; i++) {
            int code = codes.code(row, columns[i]);
            int values = widths[i] - STATES;
            if (code < 0) {
                Arrays.fill(to, at + index, at + index + values, 0);
            } else {
                value(codes, row, i, code, index, to, at + index);
            }
            index += widths[i];
            to[at + index - 2] = code == CellCodes.MISSING ? one[index - 2] : zero[index - 2];
            to[at + index - 1] = code == CellCodes.MISFIT ? one[index - 1] : zero[index - 1];
        }
    }

    private void fillValues(CellCodes codes, int row, float[] to, int at) {
        int index = 0;
        int next = at;
        for (int i = 0; i < cells.length; i++) {
            int code = codes.code(row, columns[i]);
            int values = widths[i] - STATES;
            if (code < 0) {
                Arrays.fill(to, next, next + values, Float.NaN);
            } else {
                value(codes, row, i, code, index, to, next);
            }
            index += widths[i];
            next += values;
        }
    }

    /** Writes the coordinates of a valid value. */
    private void value(CellCodes codes, int row, int cell, int code, int index, float[] to, int at) {
        if (cells[cell] instanceof CellEncoding.Numbers) {
            to[at] = standardized(index, CellEncoding.Numbers.clamped(codes.value(row, columns[cell])));
        } else if (cells[cell] instanceof CellEncoding.Levels levels) {
            int used = levels.used();
            System.arraycopy(zero, index, to, at, used);
            Arrays.fill(to, at + used, at + widths[cell] - STATES, 0);
            to[at + code] = one[index + code];
        }
    }

    private float standardized(int j, double value) {
        return (float) Math.max(-limit, Math.min(limit, (value - mean.get(j)) / deviation.get(j)));
    }
}
