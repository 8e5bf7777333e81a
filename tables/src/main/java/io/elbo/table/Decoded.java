package io.elbo.table;

import io.elbo.model.LogisticMixture;

/** The distribution p(x|z) of a row for one z: one distribution per cell that takes part. Each is computed when it is first asked for. */
final class Decoded {
    private final Layout layout;
    private final float[] output;
    private final int at;
    private final CellDistribution[] cells;

    private Decoded(Layout layout, float[] output, int at) {
        this.layout = layout;
        this.output = output;
        this.at = at;
        cells = new CellDistribution[layout.first.length];
    }

    /** Where the parameters of each cell are in the decoder's output. Created once for an encoding. */
    static final class Layout {
        private final CellEncoding[] cells;
        private final int[] first;
        private final LogisticMixture mixture;
        private final int size;

        Layout(TableEncoding encoding, int components) {
            mixture = new LogisticMixture(components);
            size = encoding.numbers() * components;
            cells = encoding.cells().toArray(CellEncoding[]::new);
            first = new int[cells.length];
            int number = 0;
            int index = 3 * size;
            for (int i = 0; i < cells.length; i++) {
                if (cells[i] instanceof CellEncoding.Numbers) {
                    first[i] = number * components;
                    number++;
                } else if (cells[i] instanceof CellEncoding.Levels levels) {
                    first[i] = index;
                    index += levels.classes();
                }
            }
        }

        /**
         * Returns p(x|z) of an output of the decoder.
         *
         * @param at the index of its first value
         */
        Decoded decoded(float[] output, int at) {
            return new Decoded(this, output, at);
        }
    }

    /** Returns the number of cells. */
    int count() {
        return cells.length;
    }

    /** Returns the distribution of a cell. */
    CellDistribution cell(int i) {
        if (cells[i] == null) {
            int from = at + layout.first[i];
            cells[i] = layout.cells[i] instanceof CellEncoding.Numbers numbers
                    ? CellDistribution.Number.of(numbers, layout.mixture, output, from, layout.size)
                    : CellDistribution.Level.of((CellEncoding.Levels) layout.cells[i], output, from);
        }
        return cells[i];
    }
}
