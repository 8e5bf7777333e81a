package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of reading a table by a schema.
 *
 * @param columns how its columns fit
 * @param reading how many rows there were, and which were broken
 * @param misfits cells that hold a text that does not fit; they count as missing
 * @param firstMisfits the first of those, at most {@link #MOST_NAMED}
 * @param unseen texts that are no level of their category, by column and how often, the first {@link #MOST_NAMED} of each
 *     column
 */
public record FitReport(
        ColumnMatch columns, Reading reading, long misfits, List<Misfit> firstMisfits, List<UnseenLevel> unseen) {
    /** How many are named; the others are counted. */
    public static final int MOST_NAMED = 20;

    /**
     * A text that is no level of its column.
     *
     * @param column its name
     * @param level the text
     * @param count in how many rows
     */
    public record UnseenLevel(String column, String level, long count) {}

    /** Copies the lists. */
    public FitReport {
        firstMisfits = List.copyOf(firstMisfits);
        unseen = List.copyOf(unseen);
    }

    /** What did not fit, in sentences; empty if all did. */
    public List<String> report() {
        List<String> lines = new ArrayList<>(columns.report());
        for (UnseenLevel one : unseen) {
            lines.add("column " + FileText.oneLine(one.column()) + ": '" + TypeRules.shown(one.level())
                    + "' is no known level; " + one.count() + (one.count() == 1 ? " row" : " rows"));
        }
        firstMisfits.forEach(misfit -> lines.add(misfit.toString()));
        long named = firstMisfits.size()
                + unseen.stream().mapToLong(UnseenLevel::count).sum();
        if (misfits > named) {
            lines.add(misfits + " cells in all do not fit");
        }
        reading.firstBroken().forEach(row -> lines.add("left out: " + row));
        if (reading.broken() > reading.firstBroken().size()) {
            lines.add(reading.broken() + " rows in all are left out");
        }
        return lines;
    }
}
