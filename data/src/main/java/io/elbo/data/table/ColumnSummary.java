package io.elbo.data.table;

import java.util.List;

/**
 * A summary of a column. In a table with more rows than the sample, median, tail and spike are those of the sample. Values that
 * do not apply to the type are NaN.
 *
 * @param rows the number of cells
 * @param missing the marks of missing values, the most frequent first
 * @param unfit the number of cells that hold a value but do not fit the type; reading with the schema names each
 * @param firstUnfit the first of those, or empty: "'abc' in line 17"
 * @param distinct the number of different texts, without missing marks
 * @param distinctExact whether that was counted; otherwise it is an estimate, to about 2 %
 * @param min the lowest value; for dates, seconds since 1970
 * @param median half of the values are at most this
 * @param max the highest value
 * @param commonest the most frequent number
 * @param commonestShare its fraction of the values, from 0 to 1
 * @param spike whether that number is a spike that needs to be modelled separately
 * @param tail the range of the middle 99 % divided by the range of the middle half, without the commonest value if that is a
 *     spike: 3.8 for a normal distribution, 9 for a log-normal one with sigma 1; NaN if the middle half is one value
 * @param exactText whether converting each value to a number and back gives the same text, as far as texts were kept
 * @param remark what the user should know before training, in a sentence, such as levels that differ only in blanks and capitals;
 *     empty if there is nothing
 * @param why the rule that gave the type, in a sentence
 */
public record ColumnSummary(
        long rows,
        List<MarkCount> missing,
        long unfit,
        String firstUnfit,
        long distinct,
        boolean distinctExact,
        double min,
        double median,
        double max,
        double commonest,
        double commonestShare,
        boolean spike,
        double tail,
        boolean exactText,
        String remark,
        String why) {
    /** Twice the tail of a normal distribution. */
    private static final double HEAVY = 7.6;

    /**
     * How often a missing mark occurs.
     *
     * @param mark the text, without blanks around it
     */
    public record MarkCount(String mark, long count) {}

    /** Copies the list. */
    public ColumnSummary {
        missing = List.copyOf(missing);
    }

    /** Returns the number of missing cells. */
    public long missingCells() {
        return missing.stream().mapToLong(MarkCount::count).sum();
    }

    /** Returns whether the tail is more than twice as heavy as that of a normal distribution. */
    public boolean heavyTail() {
        return tail > HEAVY;
    }
}
