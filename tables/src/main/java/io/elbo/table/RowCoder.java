package io.elbo.table;

import io.elbo.data.Rows;
import io.elbo.data.table.TableRows;
import io.elbo.model.LogisticMixture;
import io.elbo.rows.Examples;
import java.util.Arrays;

/**
 * Writes rows as the VAE of a table takes them; see {@link TableEncoding} for the layout. Created once for an encoding.
 */
final class RowCoder {
    private final CellCodes.Coder coder;
    private final int[] columns;
    private final CellEncoding[] cells;
    private final int[] inputs;
    private final int inputWidth;
    private final int targetWidth;
    private final int numbers;

    RowCoder(TableEncoding encoding) {
        coder = new CellCodes.Coder(encoding, true);
        columns = encoding.columns().stream().mapToInt(c -> c).toArray();
        cells = encoding.cells().toArray(CellEncoding[]::new);
        inputs = encoding.inputWidths().stream().mapToInt(c -> c).toArray();
        inputWidth = encoding.inputWidth();
        targetWidth = encoding.targetWidth();
        numbers = encoding.numbers();
    }

    /** Returns rows as the encoder's inputs. */
    Rows seen(double[][] rows) {
        return CodedRows.of(coder.code(TableRows.of(rows)), inputWidth, this::input);
    }

    /** Returns rows as examples for training. */
    Examples examples(TableRows rows) {
        CodedRows.Source source = CodedRows.source(rows, coder);
        return Examples.pairs(source.rows(inputWidth, this::input), source.rows(targetWidth, this::target));
    }

    private void input(CellCodes codes, int row, float[] to, int at) {
        Arrays.fill(to, at, at + inputWidth, 0);
        int index = at;
        int flags = at + inputWidth - cells.length;
        for (int i = 0; i < cells.length; i++) {
            int column = columns[i];
            if (!Double.isFinite(codes.value(row, column))) {
                to[flags + i] = 1;
            } else if (cells[i] instanceof CellEncoding.Numbers) {
                to[index] = CellEncoding.Numbers.input(codes.score(row, column));
            } else if (cells[i] instanceof CellEncoding.Levels) {
                to[index + codes.code(row, column)] = 1;
            }
            index += inputs[i];
        }
    }

    private void target(CellCodes codes, int row, float[] to, int at) {
        Arrays.fill(to, at, at + targetWidth, 0);
        int number = 0;
        int index = at + 2 * numbers;
        for (int i = 0; i < cells.length; i++) {
            int column = columns[i];
            boolean known = Double.isFinite(codes.value(row, column));
            if (cells[i] instanceof CellEncoding.Numbers) {
                to[at + number] = known ? (float) codes.lower(row, column) : -LogisticMixture.WIDEST;
                to[at + numbers + number] = known ? (float) codes.upper(row, column) : LogisticMixture.WIDEST;
                number++;
            } else if (cells[i] instanceof CellEncoding.Levels levels) {
                if (known) {
                    to[index + codes.code(row, column)] = 1;
                }
                index += levels.classes();
            }
        }
    }
}
