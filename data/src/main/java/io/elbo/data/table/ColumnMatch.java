package io.elbo.data.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the columns of a table fit a schema, by name.
 *
 * @param source for each column of the schema, the number of the table's column from 0, or -1 if it is missing
 * @param missing names in the schema only; their values are all missing
 * @param extra names in the table only; they are not looked at
 * @param reordered whether the common ones come in another order
 */
public record ColumnMatch(List<Integer> source, List<String> missing, List<String> extra, boolean reordered) {
    /** Copies the lists. */
    public ColumnMatch {
        source = List.copyOf(source);
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
    }

    /** Looks up each column of the schema in the table. */
    public static ColumnMatch of(Schema schema, List<String> table) {
        List<Integer> source = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < table.size(); i++) {
            places.put(table.get(i), i);
        }
        int last = -1;
        boolean reordered = false;
        for (String name : schema.names()) {
            int place = places.getOrDefault(name, -1);
            source.add(place);
            if (place < 0) {
                missing.add(name);
                continue;
            }
            reordered |= place < last;
            last = place;
        }
        Set<String> known = new HashSet<>(schema.names());
        return new ColumnMatch(
                source,
                missing,
                table.stream().filter(name -> !known.contains(name)).toList(),
                reordered);
    }

    /** The missing columns that a model of the schema looks at. */
    public List<String> lacking(Schema schema) {
        return schema.columns().stream()
                .filter(column -> !column.type().ignored() && missing.contains(column.name()))
                .map(Column::name)
                .toList();
    }

    /** Whether the table has the columns of the schema, and no others; their order does not matter. */
    public boolean complete() {
        return missing.isEmpty() && extra.isEmpty();
    }

    /** What is different, in sentences; empty if nothing is. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        if (!missing.isEmpty()) {
            lines.add("columns that are missing: " + TableNames.list(missing));
        }
        if (!extra.isEmpty()) {
            lines.add("columns that are not known: " + TableNames.list(extra));
        }
        if (reordered) {
            lines.add("the columns come in another order");
        }
        return lines;
    }
}
