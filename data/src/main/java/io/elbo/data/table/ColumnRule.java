package io.elbo.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.elbo.data.Shown;
import java.util.List;

/** A rule between columns that holds in every row. Generated and imputed rows keep it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ColumnRule.AtMost.class, name = "at_most"),
    @JsonSubTypes.Type(value = ColumnRule.Equal.class, name = "equal"),
    @JsonSubTypes.Type(value = ColumnRule.Sum.class, name = "sum"),
    @JsonSubTypes.Type(value = ColumnRule.Determines.class, name = "determines")
})
public sealed interface ColumnRule {
    /** Returns the columns of the rule. */
    List<String> columns();

    /**
     * If both columns have a value, one is at most the other, such as a start and an end.
     *
     * @param lower the name of the column that is at most the other
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
     * Two columns have the same numbers, possibly written differently.
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
     * One column is the sum of two others.
     *
     * @param total the name of the sum
     * @param first the name of a summand
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
     * Rows that agree in one column agree in the other, such as a city and its country.
     *
     * @param from the name of the column that determines the other
     * @param to the name of the other
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
