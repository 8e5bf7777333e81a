package io.elbo.table;

import io.elbo.data.table.Schema;
import java.util.List;
import java.util.stream.IntStream;

/** Counts values outside the training range. */
final class Ranges {
    private final TableEncoding encoding;
    private final Schema schema;
    private final long[] values;
    private final long[] beyond;

    Ranges(TableModel model) {
        encoding = model.encoding();
        schema = model.schema();
        values = new long[encoding.cells().size()];
        beyond = new long[values.length];
    }

    void count(List<double[]> rows) {
        for (int i = 0; i < values.length; i++) {
            if (encoding.cells().get(i) instanceof CellEncoding.Numbers numbers) {
                int column = encoding.columns().get(i);
                double least = numbers.seen().least();
                double greatest = numbers.seen().greatest();
                double open = numbers.step() / 4;
                for (double[] row : rows) {
                    double value = row[column];
                    values[i] += Double.isFinite(value) ? 1 : 0;
                    beyond[i] += Double.isFinite(value) && (value < least - open || value > greatest + open) ? 1 : 0;
                }
            }
        }
    }

    List<OutOfRange> outOfRange() {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] > 0)
                .mapToObj(i -> new OutOfRange(
                        schema.columns().get(encoding.columns().get(i)),
                        values[i],
                        beyond[i],
                        ((CellEncoding.Numbers) encoding.cells().get(i)).seen().least(),
                        ((CellEncoding.Numbers) encoding.cells().get(i)).seen().greatest()))
                .filter(OutOfRange::matters)
                .toList();
    }
}
