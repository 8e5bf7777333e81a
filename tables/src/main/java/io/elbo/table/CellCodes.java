package io.elbo.table;

import io.elbo.data.table.TableRows;
import io.elbo.parallel.Threads;
import java.util.List;

/**
 * The cells of some rows, each looked up once in its column's {@link CellEncoding}: the class of a level, the interval of normal scores of a
 * number, or that it is missing or does not fit. All models of a row start from these codes.
 */
final class CellCodes {
    static final int MISSING = -1;
    static final int MISFIT = -2;

    private final int columns;
    private final double[] values;
    private final int[] codes;
    private final double[] lower;
    private final double[] upper;

    private CellCodes(int rows, int columns) {
        this.columns = columns;
        int cells = Math.multiplyExact(rows, columns);
        values = new double[cells];
        codes = new int[cells];
        lower = new double[cells];
        upper = new double[cells];
    }

    /** Returns the number of rows. */
    int count() {
        return values.length / columns;
    }

    /** Returns the value of a cell; NaN if missing, infinite if it does not fit. */
    double value(int row, int column) {
        return values[row * columns + column];
    }

    /** Returns the class of a level, 0 for any other value, {@link #MISSING} or {@link #MISFIT}. */
    int code(int row, int column) {
        return codes[row * columns + column];
    }

    /** Returns the score of the lower end of a number's interval. */
    double lower(int row, int column) {
        return lower[row * columns + column];
    }

    double upper(int row, int column) {
        return upper[row * columns + column];
    }

    /** Returns the score of a number. */
    double score(int row, int column) {
        int at = row * columns + column;
        return (lower[at] + upper[at]) / 2;
    }

    /** Returns whether a cell of a row does not fit. */
    boolean hasMisfit(int row) {
        for (int at = row * columns; at < (row + 1) * columns; at++) {
            if (codes[at] == MISFIT) {
                return true;
            }
        }
        return false;
    }

    /** Looks up cells. Created once for an encoding. */
    static final class Coder {
        private static final int BLOCK = 512;

        private final int[] columns;
        private final CellEncoding[] cells;
        private final int[][] classOf;

        /** @param unseenFits whether levels without a row in the training have their class; otherwise they do not fit */
        Coder(TableEncoding encoding, boolean unseenFits) {
            columns = encoding.columns().stream().mapToInt(c -> c).toArray();
            cells = encoding.cells().toArray(CellEncoding[]::new);
            classOf = new int[cells.length][];
            for (int i = 0; i < cells.length; i++) {
                if (cells[i] instanceof CellEncoding.Levels levels) {
                    classOf[i] = levels.classOf().stream().mapToInt(c -> c).toArray();
                    for (int level : unseenFits ? List.<Integer>of() : levels.unseen()) {
                        classOf[i][level] = MISFIT;
                    }
                }
            }
        }

        /** Returns the codes of some consecutive rows. */
        CellCodes code(TableRows rows, int from, int to) {
            CellCodes codes = new CellCodes(to - from, rows.columns());
            Threads.each((to - from + BLOCK - 1) / BLOCK, block -> {
                int first = from + block * BLOCK;
                for (int row = first; row < Math.min(to, first + BLOCK); row++) {
                    code(rows.row(row), codes, row - from);
                }
            });
            return codes;
        }

        CellCodes code(TableRows rows) {
            return code(rows, 0, rows.count());
        }

        private void code(double[] row, CellCodes to, int index) {
            for (int i = 0; i < cells.length; i++) {
                double value = row[columns[i]];
                int at = index * to.columns + columns[i];
                to.values[at] = value;
                if (Double.isInfinite(value)) {
                    to.codes[at] = MISFIT;
                } else if (cells[i] instanceof CellEncoding.Fixed) {
                    to.codes[at] = 0; // the value of all rows, which may have no number
                } else if (Double.isNaN(value)) {
                    to.codes[at] = MISSING;
                } else if (cells[i] instanceof CellEncoding.Numbers numbers) {
                    CellEncoding.Numbers.Interval interval = numbers.interval(value);
                    to.lower[at] = interval.lower();
                    to.upper[at] = interval.upper();
                } else {
                    to.codes[at] = classOf[i][(int) value];
                }
            }
        }
    }
}
