package io.elbo.table;

import io.elbo.data.table.CellCodec;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnRule;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Enforces the rules of a schema in drawn and imputed rows. Sums are computed, values that another column determines are looked up, and values
 * in the wrong order are reported or sorted.
 */
final class RowRules {
    /** The number of passes, because enforcing one rule may break another. */
    private static final int PASSES = 3;
    /** The relative rounding error of a sum. */
    private static final double ROUNDING = 1e-9;
    /** The rank of comparisons. */
    private static final int ORDER = 2;

    private final List<Learned> learned;
    private final List<Keeper> keepers = new ArrayList<>();
    private final CellCodec[] codecs;

    /**
     * A rule with its values in the table.
     *
     * @param from the values that determine others, the most frequent first; null for other rules
     * @param to the value that each determines
     */
    record Learned(ColumnRule rule, List<Double> from, List<Double> to) {
        Learned {
            if (rule == null) {
                throw new IllegalArgumentException("rules: each needs what it says");
            }
            from = from == null ? List.of() : List.copyOf(from);
            to = to == null ? List.of() : List.copyOf(to);
            boolean pairs = rule instanceof ColumnRule.Determines ? !from.isEmpty() : from.isEmpty();
            if (!pairs || from.size() != to.size()) {
                throw new IllegalArgumentException(
                        "rule " + rule + ": " + from.size() + " values determine " + to.size() + " others");
            }
        }
    }

    /** @throws IllegalArgumentException if the rules are those of another table */
    RowRules(Schema schema, List<Learned> learned) {
        this.learned = List.copyOf(learned);
        codecs = schema.columns().stream().map(Column::codec).toArray(CellCodec[]::new);
        List<String> names = schema.names();
        for (Learned one : learned) {
            int[] indices = one.rule.columns().stream().mapToInt(names::indexOf).toArray();
            for (int i = 0; i < indices.length; i++) {
                if (indices[i] < 0 || schema.columns().get(indices[i]).type().ignored()) {
                    throw new IllegalArgumentException("rule " + one.rule + ": column '"
                            + one.rule.columns().get(i) + "' has no values");
                }
            }
            int last = indices.length - 1;
            if (one.rule instanceof ColumnRule.Determines) {
                checkLevels(schema, indices[0], one.from);
                checkLevels(schema, indices[last], one.to);
            }
            keepers.add(
                    one.rule instanceof ColumnRule.Determines
                            ? new Lookup(indices[0], indices[1], one)
                            : one.rule instanceof ColumnRule.Sum
                                    ? new Addition(one.rule, indices[0], indices[1], indices[2])
                                    : one.rule instanceof ColumnRule.Equal
                                            ? new Copy(one.rule, indices[0], indices[1])
                                            : new Order(one.rule, indices[0], indices[1]));
        }
        // lookups and sums come before comparisons
        keepers.sort(Comparator.comparingInt(Keeper::rank));
    }

    private static void checkLevels(Schema schema, int column, List<Double> values) {
        int levels = TableEncoding.levels(schema.columns().get(column).type());
        for (double value : values) {
            if (!Double.isFinite(value) || levels > 0 && !(value >= 0 && value < levels && value == Math.rint(value))) {
                throw new IllegalArgumentException("rules: " + value + " is no value of column '"
                        + schema.names().get(column) + "'");
            }
        }
    }

    static RowRules none(Schema schema) {
        return new RowRules(schema, List.of());
    }

    /** Returns the rules of a schema with their values in rows, without rules about columns that have no values. */
    static RowRules of(Schema schema, TableRows rows) {
        List<Learned> learned = new ArrayList<>();
        for (ColumnRule rule : schema.rules()) {
            boolean ignored = rule.columns().stream()
                    .anyMatch(name -> schema.column(name).orElseThrow().type().ignored());
            if (ignored) {
                continue;
            }
            if (rule instanceof ColumnRule.Determines determines) {
                learn(schema, rows, determines, learned);
            } else {
                learned.add(new Learned(rule, null, null));
            }
        }
        return new RowRules(schema, learned);
    }

    private static void learn(Schema schema, TableRows rows, ColumnRule.Determines rule, List<Learned> learned) {
        int from = schema.names().indexOf(rule.from());
        int to = schema.names().indexOf(rule.to());
        Map<Double, Map<Double, Integer>> counts = new LinkedHashMap<>();
        for (int i = 0; i < rows.count(); i++) {
            double[] row = rows.row(i);
            if (Double.isFinite(row[from]) && Double.isFinite(row[to])) {
                counts.computeIfAbsent(row[from], key -> new LinkedHashMap<>()).merge(row[to], 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        Map<Double, Integer> all = new HashMap<>();
        counts.forEach((key, values) ->
                all.put(key, values.values().stream().mapToInt(n -> n).sum()));
        List<Double> keys = counts.keySet().stream()
                .sorted(Comparator.comparing((Double key) -> -all.get(key)).thenComparing(key -> key))
                .toList();
        List<Double> values = keys.stream()
                .map(key -> counts.get(key).entrySet().stream()
                        .min(Map.Entry.<Double, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey())
                .toList();
        learned.add(new Learned(rule, keys, values));
    }

    List<Learned> learned() {
        return learned;
    }

    boolean isEmpty() {
        return keepers.isEmpty();
    }

    /**
     * Enforces lookups and sums in a row.
     *
     * @param fixed the columns that must not change
     */
    void complete(double[] row, boolean[] fixed) {
        change(row, fixed, false);
    }

    /** Enforces all rules: as above, sorts values, and uses the most frequent value that determines a fixed one. */
    void settle(double[] row, boolean[] fixed) {
        change(row, fixed, true);
    }

    private void change(double[] row, boolean[] fixed, boolean settle) {
        for (int pass = 0; pass < PASSES && !holds(row); pass++) {
            for (Keeper keeper : keepers) {
                if (!keeper.holds(row)) {
                    keeper.mend(row, fixed, settle);
                }
            }
        }
    }

    /** Returns whether all rules hold among the observed cells. */
    boolean holds(double[] row) {
        for (Keeper keeper : keepers) {
            if (!keeper.holds(row)) {
                return false;
            }
        }
        return true;
    }

    /** Returns a rule that does not hold among the observed cells. */
    Optional<ColumnRule> broken(double[] row) {
        return keepers.stream()
                .filter(keeper -> !keeper.holds(row))
                .map(Keeper::rule)
                .findFirst();
    }

    /** Returns a value as the column writes it. */
    private double written(int column, double value) {
        return codecs[column].written(value);
    }

    private void set(double[] row, int column, double value) {
        double written = written(column, value);
        row[column] = Double.isNaN(written) ? row[column] : written;
    }

    /** Enforces one rule. */
    private abstract static class Keeper {
        private final ColumnRule rule;
        private final int rank;

        private Keeper(ColumnRule rule, int rank) {
            this.rule = rule;
            this.rank = rank;
        }

        ColumnRule rule() {
            return rule;
        }

        int rank() {
            return rank;
        }

        /** Returns whether the rule holds; also true if a cell has no value. */
        abstract boolean holds(double[] row);

        abstract void mend(double[] row, boolean[] fixed, boolean settle);
    }

    private static final class Lookup extends Keeper {
        private final int from;
        private final int to;
        private final Map<Double, Double> determined = new HashMap<>();
        private final Map<Double, Double> first = new HashMap<>();

        private Lookup(int from, int to, Learned learned) {
            super(learned.rule, 0);
            this.from = from;
            this.to = to;
            for (int i = 0; i < learned.from.size(); i++) {
                determined.putIfAbsent(learned.from.get(i), learned.to.get(i));
                first.putIfAbsent(learned.to.get(i), learned.from.get(i));
            }
        }

        @Override
        boolean holds(double[] row) {
            Double expected = determined.get(row[from]);
            return expected == null || Double.isNaN(row[to]) || row[to] == expected;
        }

        @Override
        void mend(double[] row, boolean[] fixed, boolean settle) {
            if (!fixed[to]) {
                row[to] = determined.get(row[from]);
            } else if (settle && !fixed[from] && first.containsKey(row[to])) {
                row[from] = first.get(row[to]);
            }
        }
    }

    private final class Copy extends Keeper {
        private final int first;
        private final int second;

        private Copy(ColumnRule rule, int first, int second) {
            super(rule, 1);
            this.first = first;
            this.second = second;
        }

        @Override
        boolean holds(double[] row) {
            return !(row[first] < row[second] || row[first] > row[second]);
        }

        @Override
        void mend(double[] row, boolean[] fixed, boolean settle) {
            if (!fixed[second]) {
                set(row, second, row[first]);
                if (!fixed[first]) {
                    set(row, first, row[second]); // which may have fewer digits
                }
            } else if (!fixed[first]) {
                set(row, first, row[second]);
            }
        }
    }

    private final class Addition extends Keeper {
        private final int total;
        private final int first;
        private final int second;

        private Addition(ColumnRule rule, int total, int first, int second) {
            super(rule, 1);
            this.total = total;
            this.first = first;
            this.second = second;
        }

        @Override
        boolean holds(double[] row) {
            double size = Math.abs(row[total]) + Math.abs(row[first]) + Math.abs(row[second]);
            return !(Math.abs(row[total] - row[first] - row[second]) > ROUNDING * size);
        }

        @Override
        void mend(double[] row, boolean[] fixed, boolean settle) {
            for (int part : new int[] {first, second}) {
                if (!fixed[part]) {
                    set(row, part, row[part]);
                }
            }
            if (!fixed[total]) {
                set(row, total, row[first] + row[second]);
            } else if (!fixed[second]) {
                set(row, second, row[total] - row[first]);
            } else if (!fixed[first]) {
                set(row, first, row[total] - row[second]);
            }
        }
    }

    private final class Order extends Keeper {
        private final int lower;
        private final int upper;

        private Order(ColumnRule rule, int lower, int upper) {
            super(rule, ORDER);
            this.lower = lower;
            this.upper = upper;
        }

        @Override
        boolean holds(double[] row) {
            return !(row[lower] > row[upper]);
        }

        @Override
        void mend(double[] row, boolean[] fixed, boolean settle) {
            if (!settle) {
                return;
            }
            double low = row[lower];
            if (!fixed[lower]) {
                set(row, lower, fixed[upper] ? row[upper] : Math.min(low, row[upper]));
            }
            if (!fixed[upper]) {
                set(row, upper, fixed[lower] ? low : Math.max(low, row[upper]));
            }
        }
    }
}
