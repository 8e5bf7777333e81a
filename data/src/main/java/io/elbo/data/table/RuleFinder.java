package io.elbo.data.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the rules between the columns of a table. A rule must hold in all rows, at least {@value #FEW}, and not by chance. Age
 * and income, for example, are always in the same order although they are unrelated. To exclude such rules, one column is shifted
 * by some rows against the other, and at least a twentieth of the rows must then break the rule.
 */
public final class RuleFinder {
    /** Minimum rows that support a rule. */
    private static final int FEW = 30;
    /** Maximum rows that are examined. */
    private static final int MOST_ROWS = 20_000;
    /** Maximum columns that are searched for orders and dependencies; for sums the limit is lower. */
    private static final int MOST_PAIRED = 100;

    private static final int MOST_SUMMED = 30;
    /** Fraction of the shifted rows that must break a rule, so that it does not hold by chance. */
    private static final double BROKEN = 0.05;
    /** Minimum average number of rows for each value that determines another. */
    private static final int REPEATED = 3;
    /** Relative rounding error of sums. */
    private static final double ROUNDING = 1e-9;

    private final Schema schema;
    private final double[][] columns; // [column][row]
    private final int rows;
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Integer> all = new ArrayList<>();

    private RuleFinder(Schema schema, TableRows table) {
        this.schema = schema;
        rows = Math.min(MOST_ROWS, table.count());
        columns = new double[schema.columns().size()][rows];
        for (int i = 0; i < rows; i++) {
            double[] row = table.row((int) ((long) i * table.count() / rows));
            for (int column = 0; column < columns.length; column++) {
                columns[column][i] = Double.isInfinite(row[column]) ? Double.NaN : row[column];
            }
        }
        for (int column = 0; column < columns.length; column++) {
            ColumnType type = schema.columns().get(column).type();
            if (!type.ignored() && all.size() < MOST_PAIRED) {
                all.add(column);
                if (isNumber(type)) {
                    numbers.add(column);
                }
            }
        }
    }

    /** Returns the rules of a table, orders first, without rules that follow from others. */
    public static List<ColumnRule> find(Schema schema, TableRows rows) {
        RuleFinder finder = new RuleFinder(schema, rows);
        List<ColumnRule> found = new ArrayList<>(finder.orders());
        found.addAll(finder.sums());
        found.addAll(finder.dependencies());
        return found;
    }

    private static boolean isNumber(ColumnType type) {
        return type.levels().isEmpty();
    }

    private String name(int column) {
        return schema.names().get(column);
    }

    private boolean isDate(int column) {
        return schema.columns().get(column).type() instanceof ColumnType.DateTime;
    }

    /** Returns the row of one column that is compared with this row of another. */
    private int moved(int row) {
        return (row + rows / 2 + 1) % rows;
    }

    private List<ColumnRule> orders() {
        boolean[][] holds = new boolean[columns.length][columns.length];
        for (int a : numbers) {
            for (int b : numbers) {
                holds[a][b] = a != b && isDate(a) == isDate(b) && isOrdered(columns[a], columns[b]);
            }
        }
        List<ColumnRule> rules = new ArrayList<>();
        for (int a : numbers) {
            for (int b : numbers) {
                // the first of equal columns stands for all; rules that follow through a third column are dropped
                boolean follows = numbers.stream()
                        .anyMatch(
                                c -> holds[a][c] && holds[c][b] && !(holds[c][a] && c > a) && !(holds[b][c] && c > b));
                if (holds[a][b] && holds[b][a] && a < b && !follows) {
                    rules.add(new ColumnRule.Equal(name(a), name(b)));
                } else if (holds[a][b] && !holds[b][a] && !follows) {
                    rules.add(new ColumnRule.AtMost(name(a), name(b)));
                }
            }
        }
        return rules;
    }

    private boolean isOrdered(double[] a, double[] b) {
        int both = 0;
        int broken = 0;
        int pairs = 0;
        for (int i = 0; i < rows; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            both += a[i] <= b[i] ? 1 : 0;
            double other = b[moved(i)];
            broken += a[i] > other ? 1 : 0;
            pairs += a[i] > other || a[i] <= other ? 1 : 0;
        }
        return both >= FEW && broken > BROKEN * pairs;
    }

    private boolean isEqual(double[] a, double[] b) {
        return isOrdered(a, b) && isOrdered(b, a);
    }

    private List<ColumnRule> sums() {
        List<ColumnRule> rules = new ArrayList<>();
        List<Integer> some =
                numbers.stream().filter(c -> !isDate(c)).limit(MOST_SUMMED).toList();
        for (int total : some) {
            for (int first : some) {
                for (int second : some) {
                    if (first < second && total != first && total != second && isSum(total, first, second)) {
                        rules.add(new ColumnRule.Sum(name(total), name(first), name(second)));
                    }
                }
            }
        }
        return rules;
    }

    private boolean isSum(int total, int first, int second) {
        double[] t = columns[total];
        double[] a = columns[first];
        double[] b = columns[second];
        int present = 0;
        int broken = 0;
        int brokenAlso = 0;
        for (int i = 0; i < rows; i++) {
            double sum = a[i] + b[i];
            if (!Double.isNaN(sum - t[i])) {
                if (!isSum(t[i], a[i], b[i])) {
                    return false;
                }
                present++;
                broken += isSum(t[i], a[moved(i)], b[i]) ? 0 : 1;
                brokenAlso += isSum(t[i], a[i], b[moved(i)]) ? 0 : 1;
            }
        }
        return present >= FEW && broken > BROKEN * present && brokenAlso > BROKEN * present;
    }

    private static boolean isSum(double total, double first, double second) {
        return Math.abs(total - first - second) <= ROUNDING * (Math.abs(total) + Math.abs(first) + Math.abs(second));
    }

    private List<ColumnRule> dependencies() {
        boolean[][] holds = new boolean[columns.length][columns.length];
        for (int from : all) {
            if (!isDate(from)) {
                for (int to : all) {
                    holds[from][to] = from != to && determines(columns[from], columns[to]);
                }
            }
        }
        List<ColumnRule> rules = new ArrayList<>();
        for (int from : all) {
            for (int to : all) {
                // if two columns determine each other, the first stands for both; rules that follow through a third are
                // dropped
                boolean other = holds[to][from] && to < from;
                boolean follows = all.stream()
                        .anyMatch(c -> holds[from][c]
                                && holds[c][to]
                                && !(holds[c][from] && c > from)
                                && !(holds[to][c] && c > to));
                if (holds[from][to] && !other && !follows && !isEqual(columns[from], columns[to])) {
                    rules.add(new ColumnRule.Determines(name(from), name(to)));
                }
            }
        }
        return rules;
    }

    private boolean determines(double[] from, double[] to) {
        Map<Double, Double> seen = new HashMap<>();
        int present = 0;
        for (int i = 0; i < rows; i++) {
            if (!Double.isNaN(from[i]) && !Double.isNaN(to[i])) {
                Double before = seen.putIfAbsent(from[i], to[i]);
                if (before != null && before != to[i]) {
                    return false;
                }
                present++;
            }
        }
        if (present < FEW || seen.size() < 2 || (long) seen.size() * REPEATED > present) {
            return false;
        }
        long broken = IntStream.range(0, rows)
                .filter(i -> {
                    Double expected = seen.get(from[i]);
                    double other = to[moved(i)];
                    return expected != null && !Double.isNaN(other) && other != expected;
                })
                .count();
        return broken > BROKEN * present;
    }
}
