package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An inferred schema and the statistics behind it.
 *
 * @param columns a summary for each column of the schema
 * @param reading how many rows were read
 * @param notes doubtful points about the file, in sentences
 */
public record InferredSchema(Schema schema, List<ColumnSummary> columns, Reading reading, List<String> notes) {
    /** Copies the lists. */
    public InferredSchema {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /** Returns a report for the user: a line for each column with its type, summary and the reason for the type, then the notes. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        int width = 4;
        for (Column column : schema.columns()) {
            width = Math.max(width, Math.min(24, FileText.oneLine(column.name()).length()));
        }
        for (int i = 0; i < columns.size(); i++) {
            lines.add(InferenceText.line(schema.columns().get(i), columns.get(i), width));
        }
        lines.addAll(remarks());
        lines.addAll(notes);
        for (BrokenRow row : reading.firstBroken()) {
            lines.add("left out: " + row);
        }
        if (reading.broken() > reading.firstBroken().size()) {
            lines.add("left out: " + reading.broken() + " rows in all");
        }
        return lines;
    }

    /** Returns remarks about columns, a sentence each: levels that may be the same, dates that change. */
    public List<String> remarks() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).remark().isEmpty()) {
                lines.add("column " + name(i) + ": " + columns.get(i).remark());
            }
        }
        return lines;
    }

    /** Returns the columns that models ignore with the reason, one sentence for all columns with the same reason. */
    public List<String> leftOut() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnType type = schema.columns().get(i).type();
            if (type.ignored()) {
                byReason.computeIfAbsent(what(type) + ": " + columns.get(i).why(), reason -> new ArrayList<>())
                        .add(name(i));
            }
        }
        return byReason.entrySet().stream()
                .map(one -> one.getValue().size() == 1
                        ? "column " + one.getValue().get(0) + " takes no part, because it is " + one.getKey()
                        : "columns " + TableNames.list(one.getValue()) + " take no part, because each is "
                                + one.getKey())
                .toList();
    }

    private static String what(ColumnType type) {
        return type instanceof ColumnType.Identifier
                ? "an identifier"
                : type instanceof ColumnType.Constant ? "constant" : "free text";
    }

    private String name(int column) {
        return FileText.oneLine(schema.columns().get(column).name());
    }
}
