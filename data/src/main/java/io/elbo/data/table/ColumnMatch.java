package io.elbo.data.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the columns of a table match a schema, by name.
 *
 * @param source for each column of the schema, the index of the table's column, or -1 if it is missing
 * @param missing names that only the schema has; all their values are missing
 * @param extra names that only the table has; they are ignored
 * @param reordered whether the common columns have a different order
 */
public record ColumnMatch(List<Integer> source, List<String> missing, List<String> extra, boolean reordered) {
    /** Copies the lists. */
    public ColumnMatch {
        source = List.copyOf(source);
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
    }

    /** Matches the columns of the schema with those of the table. */
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

    /** Returns the missing columns that a model of the schema uses. */
    public List<String> lacking(Schema schema) {
        return schema.columns().stream()
                .filter(column -> !column.type().ignored() && missing.contains(column.name()))
                .map(Column::name)
                .toList();
    }

    /** Returns whether the table has exactly the columns of the schema, in any order. */
    public boolean complete() {
        return missing.isEmpty() && extra.isEmpty();
    }

    /** Describes the differences in sentences; empty if there are none. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        if (!missing.isEmpty()) {
            lines.add("missing columns: " + TableNames.list(missing));
        }
        if (!extra.isEmpty()) {
            lines.add("unknown columns: " + TableNames.list(extra));
        }
        if (reordered) {
            lines.add("the columns are in another order");
        }
        return lines;
    }
}
