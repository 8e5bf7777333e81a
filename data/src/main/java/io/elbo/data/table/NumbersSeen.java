package io.elbo.data.table;

/** The numbers of one unit in a column: their range, a sample, and their style. */
final class NumbersSeen {
    final NumberStyleSeen style = new NumberStyleSeen();
    final NumberSample sample;
    /** The first number. */
    final String firstText;

    final long firstLine;

    long count;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum;
    boolean whole = true;

    NumbersSeen(NumberSample sample, String firstText, long firstLine) {
        this.sample = sample;
        this.firstText = firstText;
        this.firstLine = firstLine;
    }

    void add(NumberScan number) {
        double value = number.value();
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        whole &= value == Math.rint(value);
        sample.add(value);
        style.add(number);
    }

    /** Adds the numbers of another column or unit. If there are more than a sample holds, it adds those in the other's sample. */
    void addAll(NumbersSeen other) {
        count += other.count;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        sum += other.sum;
        whole &= other.whole;
        for (double value : other.sample.sorted()) {
            sample.add(value);
        }
    }
}
