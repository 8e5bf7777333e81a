package io.elbo.data.table;

import io.elbo.data.file.FileText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates unique column names from any header. It is for implementations of {@link TableSource}. */
public final class TableNames {
    private static final int MOST_NOTES = 10;

    private TableNames() {}

    /** Returns c0, c1, ..., for tables without names. */
    public static List<String> numbered(int count) {
        return ColumnNames.numbered(count);
    }

    /**
     * Returns the names without blanks around them. An empty name becomes c and its number from 0; a second x becomes x_2.
     *
     * @param notes changes are added to it, in sentences
     */
    public static List<String> unique(String[] header, List<String> notes) {
        Set<String> given = new HashSet<>();
        for (String name : header) {
            given.add(name.strip());
        }
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        int changed = 0;
        for (int column = 0; column < header.length; column++) {
            String name = header[column].strip();
            String unique = name.isEmpty() ? free("c" + column, given, taken) : name;
            if (!taken.add(unique)) {
                unique = free(name + "_2", given, taken);
                taken.add(unique);
            }
            names.add(unique);
            if (!unique.equals(header[column]) && changed++ < MOST_NOTES) {
                String why = name.isEmpty() ? "has no name" : unique.equals(name) ? "has blanks" : "occurs twice";
                notes.add("column " + (column + 1) + ", '" + FileText.oneLine(header[column]) + "', " + why
                        + "; it is named " + FileText.oneLine(unique));
            }
        }
        if (changed > MOST_NOTES) {
            notes.add((changed - MOST_NOTES) + " more column names were changed in the same way");
        }
        return List.copyOf(names);
    }

    /** Returns the requested name, or the name with the next number: x_2, x_3, ... */
    private static String free(String wish, Set<String> given, Set<String> taken) {
        String base = wish.endsWith("_2") ? wish.substring(0, wish.length() - 2) : wish;
        String name = wish;
        for (int i = base.equals(wish) ? 2 : 3; given.contains(name) || taken.contains(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /**
     * Splits a list of names at commas. A name that contains commas takes precedence over its parts.
     *
     * @param known the names of columns; other names are returned as they are
     */
    public static List<String> split(String list, List<String> known) {
        String[] parts = list.split(",", -1);
        List<String> names = new ArrayList<>();
        for (int at = 0; at < parts.length; ) {
            int end = parts.length;
            while (end > at + 1 && !known.contains(join(parts, at, end))) {
                end--;
            }
            names.add(join(parts, at, end));
            at = end;
        }
        return names;
    }

    private static String join(String[] parts, int from, int to) {
        return String.join(",", Arrays.copyOfRange(parts, from, to)).strip();
    }

    /** Returns the names for a message, at most ten. */
    public static String list(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(10).map(FileText::oneLine).toList());
        return names.size() > 10 ? shown + " and " + (names.size() - 10) + " more" : shown;
    }
}
