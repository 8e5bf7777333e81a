package io.elbo.table;

import io.elbo.data.table.TableRows;
import io.elbo.model.Categorical;
import io.elbo.model.Likelihood;
import io.elbo.model.ProductLikelihood;
import io.elbo.rows.Examples;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The encoding of rows for one member of a {@link TableScorer}. Each number is encoded by its bin, so that probabilities are shares of counts
 * and an outlier cannot raise them. Bins have the same width on a scale between the standardized numbers and their normal scores. Width,
 * scale and offset differ between members, so that their influence averages out.
 *
 * @param bins the bins of the numeric columns, in the order of the encoding
 */
record BinEncoding(TableEncoding encoding, List<Bins> bins) {
    /** The greatest number of bins of a column, with one at each end for values outside the training range. */
    static final int BINS = 36;
    /** Two more classes: a missing cell, and a cell that does not fit. */
    private static final int STATES = 2;

    static final int CLASSES = BINS + STATES;
    /** The limit of a number in the encoder's input. Beyond it, this cell would dominate. */
    private static final double MOST = 100;

    private static final double FARTHEST = 5;

    /** @throws IllegalArgumentException if there are not as many bins as numeric columns */
    BinEncoding {
        if (bins == null || bins.stream().anyMatch(Objects::isNull) || bins.size() != encoding.numbers()) {
            throw new IllegalArgumentException("bins: needs some for each of " + encoding.numbers() + " numbers");
        }
        bins = List.copyOf(bins);
    }

    /**
     * The bins of a column.
     *
     * @param part the weight of the normal score in the scale, 0 to 1
     * @param mean the mean of the numbers
     * @param low the lowest value on the scale
     * @param width the width of a bin on the scale
     * @param shift the offset of the first bin, in bins
     * @param last the last bin with a number of the training
     * @param center the centre of the scale, for the encoder's input
     * @param spread its deviation
     */
    record Bins(
            double part,
            double mean,
            double deviation,
            double low,
            double width,
            double shift,
            int last,
            double center,
            double spread) {
        public Bins {
            boolean finite = Double.isFinite(mean) && Double.isFinite(low) && Double.isFinite(center);
            if (!(finite && part >= 0 && part <= 1 && shift >= 0 && shift <= 1)) {
                throw new IllegalArgumentException("bins: mean, low and center must be finite, part and shift 0 to 1");
            }
            boolean positive = deviation > 0 && width > 0 && spread > 0;
            if (!(positive && Double.isFinite(deviation) && Double.isFinite(width) && Double.isFinite(spread))) {
                throw new IllegalArgumentException("bins: deviation, width and spread must be above 0 and finite");
            }
            if (last < 0 || last > BINS - 3) {
                throw new IllegalArgumentException("bins: last " + last + ": must be 0 to " + (BINS - 3));
            }
        }

        private static double scale(CellEncoding.Numbers cells, double part, double mean, double deviation, double x) {
            double standard =
                    Math.max(-FARTHEST, Math.min(FARTHEST, (CellEncoding.Numbers.clamped(x) - mean) / deviation));
            double score = cells.interval(x).middle();
            return (1 - part) * standard + part * Math.max(-FARTHEST, Math.min(FARTHEST, score));
        }

        static Bins of(CellEncoding.Numbers cells, double[] values, double part, int count, double shift) {
            MeanDeviation moments = MeanDeviation.of(
                    Arrays.stream(values).map(cells.ordinary()::clamped).toArray());
            double mean = moments.mean();
            double deviation = moments.deviation();
            double[] scaled = Arrays.stream(values)
                    .map(x -> scale(cells, part, mean, deviation, x))
                    .toArray();
            double low = Arrays.stream(scaled).min().orElseThrow();
            double high = Arrays.stream(scaled).max().orElseThrow();
            double width = high > low ? (high - low) / (count - 1) : 1;
            int last = (int) ((high - low) / width + shift);
            MeanDeviation onScale = MeanDeviation.of(scaled);
            return new Bins(part, mean, deviation, low, width, shift, last, onScale.mean(), onScale.deviation());
        }

        private double scaled(CellEncoding.Numbers cells, double x) {
            return scale(cells, part, mean, deviation, x);
        }

        /** Returns the class of a number: 0 below the training range, {@code last + 2} above it. */
        int bin(CellEncoding.Numbers cells, double x) {
            double index = (scaled(cells, x) - low) / width + shift;
            return index < shift - 1e-9 ? 0 : 1 + (int) Math.min(last + 1, index);
        }

        float input(CellEncoding.Numbers cells, double x) {
            return (float) Math.max(-MOST, Math.min(MOST, (scaled(cells, x) - center) / spread));
        }
    }

    int targetWidth() {
        return encoding.cells().stream().mapToInt(BinEncoding::classes).sum();
    }

    /** Returns the number of classes of a cell: bins or levels, missing, and not fitting. */
    private static int classes(CellEncoding cell) {
        return cell instanceof CellEncoding.Levels levels
                ? levels.used() + STATES
                : cell instanceof CellEncoding.Numbers ? CLASSES : STATES;
    }

    /** @throws IllegalArgumentException if this is the spec of other columns */
    void check(VaeSpec spec) {
        TableEncoding.check(spec, likelihood(), targetWidth(), encoding.inputWidth());
    }

    Likelihood likelihood() {
        List<ProductLikelihood.Part> parts = new ArrayList<>();
        if (encoding.numbers() > 0) {
            parts.add(new ProductLikelihood.Part(CLASSES * encoding.numbers(), new Categorical(CLASSES)));
        }
        for (CellEncoding cell : encoding.cells()) {
            if (!(cell instanceof CellEncoding.Numbers)) {
                parts.add(new ProductLikelihood.Part(classes(cell), new Categorical(classes(cell))));
            }
        }
        return parts.size() == 1 ? parts.get(0).likelihood() : new ProductLikelihood(parts);
    }

    void input(double[] values, float[] to, int at) {
        encoding.input(values, to, at);
        int index = at;
        int number = 0;
        for (int i = 0; i < encoding.cells().size(); i++) {
            if (encoding.cells().get(i) instanceof CellEncoding.Numbers cells) {
                double value = values[encoding.columns().get(i)];
                to[index] = Double.isFinite(value) ? bins.get(number).input(cells, value) : 0;
                number++;
            }
            index += encoding.cells().get(i).inputs();
        }
    }

    /** Writes the one-hot classes of the cells, numbers first, then the others. */
    void target(double[] values, float[] to, int at) {
        Arrays.fill(to, at, at + targetWidth(), 0);
        int number = 0;
        int index = at + CLASSES * encoding.numbers();
        for (int i = 0; i < encoding.cells().size(); i++) {
            CellEncoding cell = encoding.cells().get(i);
            double value = values[encoding.columns().get(i)];
            if (cell instanceof CellEncoding.Numbers) {
                to[at + CLASSES * number + chosen(cell, value, number)] = 1;
                number++;
            } else {
                to[index + chosen(cell, value, number)] = 1;
                index += classes(cell);
            }
        }
    }

    /** Returns the class of a cell. The last class but one is for a missing cell, the last for a cell that does not fit. */
    private int chosen(CellEncoding cell, double value, int number) {
        CellState state = CellState.of(cell, value);
        if (state != CellState.VALUE) {
            return classes(cell) - (state == CellState.MISSING ? 2 : 1);
        }
        return cell instanceof CellEncoding.Numbers cells
                ? bins.get(number).bin(cells, value)
                : cell instanceof CellEncoding.Levels levels ? levels.classOf().get((int) value) : 0;
    }

    Examples examples(TableRows rows) {
        return Examples.pairs(
                new EncodedRows(rows, encoding.inputWidth(), this::input),
                new EncodedRows(rows, targetWidth(), this::target));
    }
}
