package io.elbo.doctor;

import static io.elbo.doctor.Remedies.text;

import io.elbo.data.table.TableRows;
import io.elbo.table.OutOfRange;
import io.elbo.table.Purpose;
import io.elbo.table.TableModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Checks whether the examined rows resemble the training data of a table's model. */
final class TableChecks {
    /** A p-value threshold. Of rows like the training data, this fraction has p-values up to it. */
    private static final double STRANGE = 0.1;

    private static final double OFTEN = 2 * STRANGE;
    /** A fraction is significant if it exceeds the expected one by this many standard deviations. */
    private static final double CERTAIN = 4;

    private static final int NAMED = 5;

    private TableChecks() {}

    static void outOfRange(TableModel model, TableRows rows, List<Finding> findings) {
        List<OutOfRange> columns = model.outOfRange(rows);
        if (columns.isEmpty()) {
            return;
        }
        String meaning = columns.stream().limit(NAMED).map(OutOfRange::meaning).collect(Collectors.joining("; "));
        List<String> dates = columns.stream()
                .filter(OutOfRange::isDate)
                .map(column -> column.column().name())
                .toList();
        double part = columns.stream()
                .mapToDouble(column -> (double) column.count() / column.values())
                .max()
                .orElseThrow();
        findings.add(TableRemedies.outOfRange(dates).against("values_out_of_range", part, meaning));
    }

    static void anomalies(TableModel model, TableRows rows, List<Finding> findings) {
        if (!model.spec().purposes().contains(Purpose.SCORE)) {
            return; // nothing in the model says how unusual a row is
        }
        double[] pValues = model.score(rows.toArray()).pValue();
        double part = Arrays.stream(pValues).filter(p -> p <= STRANGE).count() / (double) pValues.length;
        double deviation = Math.sqrt(STRANGE * (1 - STRANGE) * (1.0 / pValues.length + 1.0 / model.calibrationRows()));
        if (part > OFTEN && part - STRANGE > CERTAIN * deviation) {
            findings.add(TableRemedies.anomalies()
                    .against(
                            "rows_unlike_training",
                            part,
                            text(
                                    "%.0f %% of the rows score as high as the top %.0f %% of the held-out rows: they differ "
                                            + "from the training data",
                                    100 * part, 100 * STRANGE)));
        }
    }
}
