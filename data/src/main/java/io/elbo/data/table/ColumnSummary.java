package io.elbo.data.table;

import java.util.List;

/**
 * What was seen of a column. Of a table with more rows than the sample, median, tail and spike are of the sample. What does
 * not apply to the type is NaN.
 *
 * @param rows all cells
 * @param missing the marks seen, the most frequent first
 * @param unfit cells that hold a value but do not fit the type; reading by the schema names each
 * @param firstUnfit the first of those, or empty: "'abc' in line 17"
 * @param distinct different texts other than missing marks
 * @param distinctExact whether that was counted; else it is an estimate, to about 2 %
 * @param min the lowest value; of dates, seconds since 1970
 * @param median half of the values are at most this
 * @param max the highest value
 * @param commonest the number that occurs most often
 * @param commonestShare its share of the values, from 0 to 1
 * @param spike whether that is a spike that needs a place of its own
 * @param tail the range of the middle 99 % over the range of the middle half, without the commonest value if that is a
 *     spike: 3.8 for a normal distribution, 9 for a log-normal one with sigma 1; NaN if the middle half is one value
 * @param exactText whether the text of each value, as far as texts were kept, comes back from its number to the character
 * @param remark what the user should know before a model is trained, in a sentence, such as levels that differ in blanks and
 *     capitals only; empty if there is nothing
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
     * How often a missing mark was seen.
     *
     * @param mark the text, without blanks around it
     */
    public record MarkCount(String mark, long count) {}

    /** Copies the list. */
    public ColumnSummary {
        missing = List.copyOf(missing);
    }

    /** Cells without a value. */
    public long missingCells() {
        return missing.stream().mapToLong(MarkCount::count).sum();
    }

    /** Whether the tail is more than twice as heavy as that of a normal distribution. */
    public boolean heavyTail() {
        return tail > HEAVY;
    }
}
