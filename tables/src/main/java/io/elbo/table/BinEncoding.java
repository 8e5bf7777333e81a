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
 */
final class BinEncoding {
    /** The greatest number of bins of a column, with one at each end for values outside the training range. */
    static final int BINS = 36;
    /** Two more classes: a missing cell, and a cell that does not fit. */
    private static final int STATES = 2;

    static final int CLASSES = BINS + STATES;
    /** The limit of a number in the encoder's input. Beyond it, this cell would dominate. */
    private static final double MOST = 100;

    private static final double FARTHEST = 5;

    private final TableEncoding encoding;
    private final List<Bins> bins;
    private final CellCodes.Coder coder;
    private final int[] columns;
    private final Bins[] binsOf;
    /** The index of each cell in the encoder's input, and the index of its first class in the target. */
    private final int[] inputAt;

    private final int[] targetAt;
    private final int[] classes;
    private final int inputWidth;
    private final int targetWidth;

    /**
     * @param bins the bins of the numeric columns, in the order of the encoding
     * @throws IllegalArgumentException if there are not as many bins as numeric columns
     */
    BinEncoding(TableEncoding encoding, List<Bins> bins) {
        if (bins == null || bins.stream().anyMatch(Objects::isNull) || bins.size() != encoding.numbers()) {
            throw new IllegalArgumentException("bins: needs some for each of " + encoding.numbers() + " numbers");
        }
        this.encoding = encoding;
        this.bins = List.copyOf(bins);
        coder = new CellCodes.Coder(encoding, false);
        int cells = encoding.cells().size();
        columns = encoding.columns().stream().mapToInt(c -> c).toArray();
        binsOf = new Bins[cells];
        inputAt = new int[cells];
        targetAt = new int[cells];
        classes = new int[cells];
        int input = 0;
        int number = 0;
        int target = CLASSES * encoding.numbers();
        for (int i = 0; i < cells; i++) {
            CellEncoding cell = encoding.cells().get(i);
            inputAt[i] = input;
            input += cell.inputs();
            classes[i] = classes(cell);
            if (cell instanceof CellEncoding.Numbers) {
                binsOf[i] = bins.get(number);
                targetAt[i] = CLASSES * number;
                number++;
            } else {
                targetAt[i] = target;
                target += classes[i];
            }
        }
        inputWidth = encoding.inputWidth();
        targetWidth = target;
    }

    TableEncoding encoding() {
        return encoding;
    }

    List<Bins> bins() {
        return bins;
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

        private static double scale(double part, double mean, double deviation, double x, double score) {
            double standard =
                    Math.max(-FARTHEST, Math.min(FARTHEST, (CellEncoding.Numbers.clamped(x) - mean) / deviation));
            return (1 - part) * standard + part * Math.max(-FARTHEST, Math.min(FARTHEST, score));
        }

        static Bins of(CellEncoding.Numbers cells, double[] values, double part, int count, double shift) {
            MeanDeviation moments = MeanDeviation.of(
                    Arrays.stream(values).map(cells.ordinary()::clamped).toArray());
            double mean = moments.mean();
            double deviation = moments.deviation();
            double[] scaled = Arrays.stream(values)
                    .map(x -> scale(part, mean, deviation, x, cells.interval(x).middle()))
                    .toArray();
            double low = Arrays.stream(scaled).min().orElseThrow();
            double high = Arrays.stream(scaled).max().orElseThrow();
            double width = high > low ? (high - low) / (count - 1) : 1;
            int last = (int) ((high - low) / width + shift);
            MeanDeviation onScale = MeanDeviation.of(scaled);
            return new Bins(part, mean, deviation, low, width, shift, last, onScale.mean(), onScale.deviation());
        }

        private double scaled(double x, double score) {
            return scale(part, mean, deviation, x, score);
        }

        /**
         * Returns the class of a number: 0 below the training range, {@code last + 2} above it.
         *
         * @param score its normal score
         */
        int bin(double x, double score) {
            double index = (scaled(x, score) - low) / width + shift;
            return index < shift - 1e-9 ? 0 : 1 + (int) Math.min(last + 1, index);
        }

        float input(double x, double score) {
            return (float) Math.max(-MOST, Math.min(MOST, (scaled(x, score) - center) / spread));
        }
    }

    int targetWidth() {
        return targetWidth;
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

    private void input(CellCodes codes, int row, float[] to, int at) {
        Arrays.fill(to, at, at + inputWidth, 0);
        int flags = at + inputWidth - columns.length;
        for (int i = 0; i < columns.length; i++) {
            double value = codes.value(row, columns[i]);
            if (!Double.isFinite(value) || codes.code(row, columns[i]) < 0) {
                to[flags + i] = 1;
            } else if (binsOf[i] != null) {
                to[at + inputAt[i]] = binsOf[i].input(value, codes.score(row, columns[i]));
            } else if (classes[i] > STATES) {
                to[at + inputAt[i] + codes.code(row, columns[i])] = 1;
            }
        }
    }

    /** Writes the one-hot classes of the cells, numbers first, then the others. */
    private void target(CellCodes codes, int row, float[] to, int at) {
        Arrays.fill(to, at, at + targetWidth, 0);
        for (int i = 0; i < columns.length; i++) {
            to[at + targetAt[i] + chosen(codes, row, i)] = 1;
        }
    }

    /** Returns the class of a cell. The last class but one is for a missing cell, the last for a cell that does not fit. */
    private int chosen(CellCodes codes, int row, int i) {
        int code = codes.code(row, columns[i]);
        if (code < 0) {
            return classes[i] - (code == CellCodes.MISSING ? 2 : 1);
        }
        return binsOf[i] == null ? code : binsOf[i].bin(codes.value(row, columns[i]), codes.score(row, columns[i]));
    }

    /** Returns rows as examples for training. */
    Examples examples(TableRows rows) {
        CodedRows.Source source = CodedRows.source(rows, coder);
        return Examples.pairs(source.rows(inputWidth, this::input), source.rows(targetWidth, this::target));
    }

    /** Returns the rows of a block. */
    Examples examples(CellCodes codes) {
        return Examples.pairs(
                CodedRows.of(codes, inputWidth, this::input), CodedRows.of(codes, targetWidth, this::target));
    }
}
