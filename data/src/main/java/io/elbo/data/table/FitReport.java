package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of reading a table with a schema.
 *
 * @param columns how its columns match
 * @param reading how many rows there were, and which were broken
 * @param misfits the number of cells whose text does not fit; they count as missing
 * @param firstMisfits the first of those, at most {@link #MOST_NAMED}
 * @param unseen texts that are not a level of their category, by column and with their counts, the first {@link #MOST_NAMED} of
 *     each column
 */
public record FitReport(
        ColumnMatch columns, Reading reading, long misfits, List<Misfit> firstMisfits, List<UnseenLevel> unseen) {
    /** How many are named; the others are only counted. */
    public static final int MOST_NAMED = 20;

    /**
     * A text that is not a level of its column.
     *
     * @param column its name
     * @param level the text
     * @param count the number of rows that contain it
     */
    public record UnseenLevel(String column, String level, long count) {}

    /** Copies the lists. */
    public FitReport {
        firstMisfits = List.copyOf(firstMisfits);
        unseen = List.copyOf(unseen);
    }

    /** Describes what did not fit, in sentences; empty if everything fits. */
    public List<String> report() {
        List<String> lines = new ArrayList<>(columns.report());
        for (UnseenLevel one : unseen) {
            lines.add("column " + FileText.oneLine(one.column()) + ": '" + TypeRules.shown(one.level())
                    + "' is not a known level; " + one.count() + (one.count() == 1 ? " row" : " rows"));
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
