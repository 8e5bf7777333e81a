package io.elbo.data;

import io.elbo.data.internal.ElementRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Hides whole cells of the rows of a table, so that a model learns to tell them from the others. A row has the values of each
 * cell, one cell after the other, and then a flag for each, 1 where the cell is not known. A hidden cell has zeros and the flag.
 * Half of the rows stay whole; of each of the others every cell is hidden with a probability that is drawn for the row, evenly
 * from 0 to {@code most}.
 *
 * @param widths how many values each cell has
 * @param most 0 to 1
 */
public record MaskCells(List<Integer> widths, double most) implements Corruption {
    private static final int PURPOSE = 7;

    /** @throws IllegalArgumentException if there is no cell, or a number is out of range */
    public MaskCells {
        widths = List.copyOf(widths);
        if (widths.isEmpty() || widths.stream().anyMatch(w -> w < 1)) {
            throw new IllegalArgumentException(
                    "mask_cells: widths " + widths + ": each cell must have at least 1 value");
        }
        if (!(most >= 0 && most <= 1)) {
            throw new IllegalArgumentException("mask_cells: most " + most + ": must be 0 to 1");
        }
    }

    @Override
    public void check(ImageShape shape, int width) {
        int needed = widths.stream().mapToInt(w -> w).sum() + widths.size();
        if (shape != null || needed != width) {
            throw new IllegalArgumentException(
                    "mask_cells: takes rows of " + needed + " values, not " + (shape == null ? width : "images"));
        }
    }

    @Override
    public void apply(ImageShape shape, float[] row, int at, int width, long seed, int step, int rowAddress) {
        check(shape, width);
        Objects.checkFromIndexSize(at, width, row.length);
        ElementRandom random = ElementRandom.of(PURPOSE, seed, step, rowAddress);
        if (random.uniform(0) < 0.5) {
            return;
        }
        double rate = most * random.uniform(1);
        int place = at;
        for (int cell = 0; cell < widths.size(); cell++) {
            int end = place + widths.get(cell);
            if (random.uniform(2 + cell) < rate) {
                Arrays.fill(row, place, end, 0);
                row[at + width - widths.size() + cell] = 1;
            }
            place = end;
        }
    }
}
