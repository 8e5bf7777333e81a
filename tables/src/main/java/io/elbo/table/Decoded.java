package io.elbo.table;

import io.elbo.model.LogisticMixture;
import java.util.ArrayList;
import java.util.List;

/** The distribution p(x|z) of a row for one z: one distribution per cell that takes part. */
record Decoded(TableEncoding encoding, List<CellDistribution> cells) {
    /** @param output of the decoder */
    static Decoded of(TableEncoding encoding, int components, float[] output) {
        LogisticMixture mixture = new LogisticMixture(components);
        int size = encoding.numbers() * components;
        List<CellDistribution> cells = new ArrayList<>();
        int number = 0;
        int index = 3 * size;
        for (CellEncoding cell : encoding.cells()) {
            if (cell instanceof CellEncoding.Numbers numbers) {
                cells.add(CellDistribution.Number.of(numbers, mixture, output, number * components, size));
                number++;
            } else if (cell instanceof CellEncoding.Levels levels) {
                cells.add(CellDistribution.Level.of(levels, output, index));
                index += levels.classes();
            }
        }
        return new Decoded(encoding, cells);
    }

    /** Returns {@code ln p} of the observed cells of a row, which has the columns of the schema. */
    double logProbability(double[] values) {
        double sum = 0;
        for (int i = 0; i < cells.size(); i++) {
            double value = values[encoding.columns().get(i)];
            if (!Double.isNaN(value)) {
                sum += cells.get(i).logProbability(value);
            }
        }
        return sum;
    }
}
