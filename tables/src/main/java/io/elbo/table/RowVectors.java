package io.elbo.table;

import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as points, for detectors that measure distances. The coordinates are standardized numbers, standardized indicators of levels, and two
 * more indicators per cell: missing and not fitting. The indicators of a column's levels together weigh as much as a number. Coordinates are
 * clamped to a limit.
 *
 * @param mean the mean of each coordinate
 * @param deviation the standard deviation of each coordinate, above 0
 * @param limit the limit of the standardized coordinates
 */
record RowVectors(TableEncoding encoding, List<Double> mean, List<Double> deviation, double limit) {
    /** The number of additional indicators of a cell. */
    private static final int STATES = 2;

    RowVectors {
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
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
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
        return 1; // a column that nobody judges
    }

    /** Returns the rows of a table as points, with the mean for missing coordinates. */
    Rows of(TableRows rows) {
        return new EncodedRows(rows, mean.size(), (row, to, at) -> fill(row, 0, to, at));
    }

    /** Returns the coordinates of values, without the additional indicators, and NaN for missing values. */
    Rows values(TableRows rows) {
        int width = valuesWidth(encoding);
        return new EncodedRows(rows, width, (row, to, at) -> {
            float[] all = new float[mean.size()];
            fill(row, Float.NaN, all, 0);
            int from = 0;
            int index = at;
            for (CellEncoding cell : encoding.cells()) {
                int values = width(cell) - STATES;
                System.arraycopy(all, from, to, index, values);
                from += values + STATES;
                index += values;
            }
        });
    }

    static int valuesWidth(TableEncoding encoding) {
        return width(encoding) - STATES * encoding.cells().size();
    }

    private void fill(double[] row, float missing, float[] to, int at) {
        int index = 0;
        for (int i = 0; i < encoding.cells().size(); i++) {
            CellEncoding cell = encoding.cells().get(i);
            double value = row[encoding.columns().get(i)];
            CellState state = CellState.of(cell, value);
            int width = width(cell);
            Arrays.fill(to, at + index, at + index + width, state == CellState.VALUE ? 0 : missing);
            if (cell instanceof CellEncoding.Numbers && state == CellState.VALUE) {
                to[at + index] = standardized(index, CellEncoding.Numbers.clamped(value));
            } else if (cell instanceof CellEncoding.Levels levels && state == CellState.VALUE) {
                for (int j = 0; j < levels.used(); j++) {
                    to[at + index + j] =
                            standardized(index + j, levels.classOf().get((int) value) == j ? 1 : 0);
                }
            }
            index += width;
            to[at + index - 2] = standardized(index - 2, state == CellState.MISSING ? 1 : 0);
            to[at + index - 1] = standardized(index - 1, state == CellState.MISFIT ? 1 : 0);
        }
    }

    private float standardized(int j, double value) {
        return (float) Math.max(-limit, Math.min(limit, (value - mean.get(j)) / deviation.get(j)));
    }
}
