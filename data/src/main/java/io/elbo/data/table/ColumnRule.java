package io.elbo.data.table;

import io.elbo.data.Shown;
import java.util.List;

/** What holds between columns in every row: rows that are drawn or filled in keep it. */
public sealed interface ColumnRule {
    /** The columns that it is about. */
    List<String> columns();

    /**
     * Where both have a value, one is no greater than the other, such as a start and an end.
     *
     * @param lower the name of the column that is no greater
     * @param upper the name of the other
     */
    record AtMost(String lower, String upper) implements ColumnRule {
        /** @throws IllegalArgumentException if they are not two columns */
        public AtMost {
            different(List.of(lower, upper));
        }

        @Override
        public List<String> columns() {
            return List.of(lower, upper);
        }

        @Override
        public String toString() {
            return shown(lower) + " <= " + shown(upper);
        }
    }

    /**
     * Two columns have the same numbers, perhaps written in other ways.
     *
     * @param first the name of one
     * @param second the name of the other
     */
    record Equal(String first, String second) implements ColumnRule {
        /** @throws IllegalArgumentException if they are not two columns */
        public Equal {
            different(List.of(first, second));
        }

        @Override
        public List<String> columns() {
            return List.of(first, second);
        }

        @Override
        public String toString() {
            return shown(first) + " = " + shown(second);
        }
    }

    /**
     * One is the sum of two others.
     *
     * @param total the name of the sum
     * @param first the name of a part
     * @param second the name of the other
     */
    record Sum(String total, String first, String second) implements ColumnRule {
        /** @throws IllegalArgumentException if they are not three columns */
        public Sum {
            different(List.of(total, first, second));
        }

        @Override
        public List<String> columns() {
            return List.of(total, first, second);
        }

        @Override
        public String toString() {
            return shown(total) + " = " + shown(first) + " + " + shown(second);
        }
    }

    /**
     * Rows that agree in one agree in the other, such as a city and its country.
     *
     * @param from the name of the column that determines
     * @param to the name of the one that is determined
     */
    record Determines(String from, String to) implements ColumnRule {
        /** @throws IllegalArgumentException if they are not two columns */
        public Determines {
            different(List.of(from, to));
        }

        @Override
        public List<String> columns() {
            return List.of(from, to);
        }

        @Override
        public String toString() {
            return shown(from) + " determines " + shown(to);
        }
    }

    private static String shown(String name) {
        return Shown.cell(name);
    }

    private static void different(List<String> columns) {
        if (columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException(
                    "a rule between " + TableNames.list(columns) + ": they must be different columns");
        }
    }
}
