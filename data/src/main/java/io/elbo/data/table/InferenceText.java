package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.Locale;

/** The summary of a column, on one line. */
final class InferenceText {
    private InferenceText() {}

    /** Returns the name, the type and the summary, in sentences. */
    public static String line(Column column, ColumnSummary seen, int width) {
        StringBuilder text = new StringBuilder(String.format(
                "%-" + width + "s  %-10s  ",
                FileText.oneLine(column.name()),
                column.type().kind()));
        text.append(seen.why()).append("; ");
        text.append(seen.distinctExact() ? "" : "about ")
                .append(seen.distinct())
                .append(" different");
        if (seen.missingCells() > 0) {
            text.append("; ").append(percent(seen.missingCells(), seen.rows())).append(" missing");
            seen.missing()
                    .forEach(mark -> text.append(
                            mark.mark().isEmpty() ? " (empty)" : " (" + FileText.oneLine(mark.mark()) + ")"));
        }
        if (!column.type().ignored() && !Double.isNaN(seen.min())) {
            CellCodec codec = column.type().codec();
            text.append("; from ").append(codec.format(seen.min()));
            text.append(" to ").append(codec.format(seen.max()));
            text.append(Double.isNaN(seen.median()) ? "" : ", half below " + codec.format(seen.median()));
            if (seen.spike()) {
                text.append("; spike of ")
                        .append(percent(seen.commonestShare(), 1))
                        .append(" at ");
                text.append(codec.format(seen.commonest()));
            }
            text.append(seen.heavyTail() ? "; heavy tail" : "");
        }
        if (seen.unfit() > 0) {
            text.append("; ")
                    .append(seen.unfit())
                    .append(seen.unfit() == 1 ? " cell does not fit: " : " cells do not fit, first ")
                    .append(seen.firstUnfit());
        }
        return text.append(seen.exactText() ? "" : "; not written in one style").toString();
    }

    private static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
    }
}
