package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rules for column names. */
public final class ColumnNames {
    private ColumnNames() {}

    /** @throws DataException unless there are names, none is empty or has blanks around it, and all differ */
    public static void check(List<String> names) {
        if (names.isEmpty()) {
            throw new DataException("there are no columns; at least one is needed");
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            if (name.isEmpty()) {
                throw new DataException("column " + (column + 1) + " of " + names.size() + " has no name");
            }
            if (!name.equals(name.strip())) {
                throw new DataException("the column name '" + FileText.oneLine(name) + "' has blanks around it");
            }
            Integer first = columns.putIfAbsent(name, column);
            if (first != null) {
                throw new DataException("columns " + (first + 1) + " and " + (column + 1) + " are both named '"
                        + FileText.oneLine(name) + "'; names must differ");
            }
        }
    }

    /** Returns c0, c1, ..., for files without names. */
    public static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(column -> "c" + column).toList();
    }
}
