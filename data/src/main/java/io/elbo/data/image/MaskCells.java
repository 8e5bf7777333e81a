package io.elbo.data.image;

import io.elbo.data.ImageShape;
import io.elbo.math.ElementRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Hides whole cells of the rows of a table, so that a model learns to predict them from the others. A row has the values of each
 * cell, one cell after the other, and then a flag for each cell, 1 if the cell is not known. A hidden cell has zeros and a flag
 * of 1. Half of the rows stay complete. In each other row, every cell is hidden with the mask rate of that row, which is drawn
 * uniformly from 0 to {@code most}.
 *
 * <p>The target may lose these cells too, so that the model is not asked for hidden values. It then has the lower ends of
 * intervals for each cell of one value, their upper ends, and the values of all other cells. Hidden intervals become as wide as
 * possible; hidden values become zero.
 *
 * @param widths how many values each cell has
 * @param most 0 to 1
 * @param widest half of the width of a hidden interval of the target; 0 to leave targets unchanged
 */
public record MaskCells(List<Integer> widths, double most, float widest) implements Corruption {
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
        if (!(widest >= 0 && Float.isFinite(widest))) {
            throw new IllegalArgumentException("mask_cells: widest " + widest + ": must be 0 or more");
        }
    }

    /** A corruption that leaves targets unchanged. */
    public MaskCells(List<Integer> widths, double most) {
        this(widths, most, 0);
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
        Hidden hidden = hidden(seed, step, rowAddress);
        int place = at;
        for (int cell = 0; cell < widths.size(); cell++) {
            int end = place + widths.get(cell);
            if (hidden.is(cell)) {
                Arrays.fill(row, place, end, 0);
                row[at + width - widths.size() + cell] = 1;
            }
            place = end;
        }
    }

    @Override
    public void applyToTarget(float[] target, int at, int width, long seed, int step, int rowAddress) {
        if (widest == 0) {
            return;
        }
        Objects.checkFromIndexSize(at, width, target.length);
        Hidden hidden = hidden(seed, step, rowAddress);
        int numbers = (int) widths.stream().filter(w -> w == 1).count();
        int number = at;
        int place = at + 2 * numbers;
        for (int cell = 0; cell < widths.size(); cell++) {
            int values = widths.get(cell);
            if (hidden.is(cell) && values == 1) {
                target[number] = -widest;
                target[number + numbers] = widest;
            } else if (hidden.is(cell)) {
                Arrays.fill(target, place, place + values, 0);
            }
            number += values == 1 ? 1 : 0;
            place += values == 1 ? 0 : values;
        }
    }

    /** The hidden cells of a row, which are the same for its input and its target. */
    private record Hidden(ElementRandom random, double rate) {
        boolean is(int cell) {
            return rate > 0 && random.uniform(2 + cell) < rate;
        }
    }

    private Hidden hidden(long seed, int step, int rowAddress) {
        ElementRandom random = ElementRandom.of(PURPOSE, seed, step, rowAddress);
        return new Hidden(random, random.uniform(0) < 0.5 ? 0 : most * random.uniform(1));
    }
}
