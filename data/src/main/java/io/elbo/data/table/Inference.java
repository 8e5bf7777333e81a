package io.elbo.data.table;

import io.elbo.data.internal.FileText;
import io.elbo.data.internal.InferenceText;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema that was found out, and what it was found out from.
 *
 * @param columns what was seen, one for each column of the schema
 * @param reading how many rows were read
 * @param notes what was doubtful about the file, in sentences
 */
public record Inference(Schema schema, List<ColumnSummary> columns, Reading reading, List<String> notes) {
    /** Copies the lists. */
    public Inference {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /** For the user: a line for each column with its type, what was seen and why it is that, then the notes. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        int width = 4;
        for (Column column : schema.columns()) {
            width = Math.max(width, Math.min(24, FileText.oneLine(column.name()).length()));
        }
        for (int i = 0; i < columns.size(); i++) {
            lines.add(InferenceText.line(schema.columns().get(i), columns.get(i), width));
        }
        lines.addAll(notes);
        for (BrokenRow row : reading.firstBroken()) {
            lines.add("left out: " + row);
        }
        if (reading.broken() > reading.firstBroken().size()) {
            lines.add("left out: " + reading.broken() + " rows in all");
        }
        return lines;
    }
}
