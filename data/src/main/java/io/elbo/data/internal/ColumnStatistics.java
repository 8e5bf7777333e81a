package io.elbo.data.internal;

import io.elbo.data.table.InferenceOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is counted of a column while its table is read once; its memory is bounded. */
public final class ColumnStatistics {
    private static final int ALL_TEXTS = 1 << 20;
    private static final int ALL_NUMBERS = 1 << 22;
    private static final int FEWEST = 64;
    /** Other texts among numbers that are told apart. */
    static final int MOST_OTHERS = 20;

    final Map<String, long[]> texts = new HashMap<>(); // never iterated without sorting
    final TreeMap<String, long[]> missing = new TreeMap<>();
    final TreeMap<String, long[]> others = new TreeMap<>();
    final DistinctSketch sketch = new DistinctSketch();
    final NumberSample sample;
    final NumberStyleSeen style = new NumberStyleSeen();
    final char decimalMark;
    private final NumberScan scan;
    private final List<String> givenMissing;
    private final int mostTexts;

    long rows;
    long values; // cells that are not missing
    boolean overflowed;
    long length;
    long blanks;
    long numbers;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum;
    boolean whole = true;
    boolean othersOverflowed;
    DateSeen dates = new DateSeen();

    /**
     * @param columns how many columns the table has: they share the memory
     * @param column the number of this one, which seeds its sample
     */
    public ColumnStatistics(int columns, int column, char decimalMark, InferenceOptions options) {
        this.decimalMark = decimalMark;
        this.scan = new NumberScan(decimalMark);
        this.givenMissing = options.missing().orElse(null);
        this.mostTexts = Math.min(options.maxLevels(), Math.max(FEWEST, ALL_TEXTS / columns));
        this.sample = new NumberSample(Math.min(options.sample(), Math.max(FEWEST, ALL_NUMBERS / columns)), column);
    }

    /** Counts a cell. */
    public void add(long line, String cell) {
        rows++;
        String text = cell.strip();
        if (givenMissing == null ? MissingMarks.inAnyColumn(text) : MissingMarks.isOne(cell, givenMissing)) {
            missing.computeIfAbsent(text, mark -> new long[1])[0]++;
            return;
        }
        values++;
        addText(cell);
        if (scan.scan(cell) && Math.abs(scan.value()) <= Double.MAX_VALUE) {
            addNumber(scan.value());
            return;
        }
        boolean mark = givenMissing == null && MissingMarks.amongNumbers(text);
        if (!mark && dates.possible()) {
            dates.add(text);
        }
        if (numbers > 0 || values <= 10_000) { // a text column has no need of it
            addOther(line, cell);
        }
    }

    private void addText(String cell) {
        if (!overflowed) { // after that, only the sketch counts
            long[] count = texts.get(cell);
            if (count != null) {
                count[0]++;
            } else if (texts.size() < mostTexts) {
                texts.put(cell, new long[] {1});
            } else {
                overflowed = true;
            }
        }
        sketch.add(cell);
        length += cell.length();
        for (int i = cell.indexOf(' '); i >= 0; i = cell.indexOf(' ', i + 1)) {
            blanks++;
        }
    }

    private void addNumber(double value) {
        numbers++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        whole &= value == Math.rint(value);
        sample.add(value);
        style.add(scan);
        dates.end();
    }

    private void addOther(long line, String cell) {
        long[] seen = others.get(cell);
        if (seen != null) {
            seen[0]++;
        } else if (others.size() < MOST_OTHERS) {
            others.put(cell, new long[] {1, line});
        } else {
            othersOverflowed = true;
        }
    }

    /** Different texts, exactly as long as they are few. */
    long distinct() {
        return overflowed ? Math.max(sketch.estimate(), texts.size() + 1) : texts.size();
    }
}
