package io.elbo.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The missingness patterns of a table: sets of columns that are missing together, and their shares of the rows. Rare patterns are kept only as
 * a rate for each column.
 *
 * @param sets the sets of columns that are missing together, by index in the schema, including the empty set
 * @param shares the share of rows of each set
 * @param columns the columns that are missing in the other rows
 * @param rates the rate of each of these columns among the other rows
 */
record MissingnessPatterns(List<List<Integer>> sets, List<Double> shares, List<Integer> columns, List<Double> rates) {
    private static final int MOST = 256;
    /** The least number of rows of a set, since rare sets would reveal rows. */
    private static final int FEW = 10;

    MissingnessPatterns {
        if (sets == null || shares == null || columns == null || rates == null) {
            throw new IllegalArgumentException("missingness: need sets, shares, columns and rates");
        }
        if (sets.size() != shares.size() || columns.size() != rates.size() || sets.size() > MOST) {
            throw new IllegalArgumentException("missingness: " + sets.size() + " sets with " + shares.size()
                    + " shares, "
                    + columns.size() + " columns with " + rates.size() + " rates; needs as many, and at most " + MOST
                    + " sets");
        }
        sets = sets.stream().map(MissingnessPatterns::distinct).toList();
        columns = distinct(columns);
        shares = parts(shares);
        rates = parts(rates);
        if (shares.stream().mapToDouble(s -> s).sum() > 1 + 1e-9) {
            throw new IllegalArgumentException("missingness: the shares have a sum above 1");
        }
    }

    private static List<Integer> distinct(List<Integer> columns) {
        if (columns == null
                || columns.stream().anyMatch(c -> c == null || c < 0)
                || new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("missingness: columns " + columns + "; must be numbers, none twice");
        }
        return List.copyOf(columns);
    }

    private static List<Double> parts(List<Double> parts) {
        if (parts.stream().anyMatch(p -> p == null || !(p >= 0 && p <= 1))) {
            throw new IllegalArgumentException("missingness: shares and rates must be 0 to 1");
        }
        return List.copyOf(parts);
    }

    /** Of a table whose columns in the encoding take part. */
    static MissingnessPatterns of(TableEncoding encoding, double[][] rows) {
        Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
        for (double[] row : rows) {
            counts.merge(missing(encoding, row), 1, Integer::sum);
        }
        List<Map.Entry<List<Integer>, Integer>> frequent = counts.entrySet().stream()
                .filter(e -> e.getValue() >= FEW)
                .sorted(Comparator.comparing(e -> -e.getValue()))
                .limit(MOST)
                .toList();
        List<List<Integer>> sets = frequent.stream().map(Map.Entry::getKey).toList();
        Map<Integer, Integer> others = new LinkedHashMap<>();
        int rest = rows.length - frequent.stream().mapToInt(Map.Entry::getValue).sum();
        for (double[] row : rows) {
            List<Integer> set = missing(encoding, row);
            if (!sets.contains(set)) {
                set.forEach(column -> others.merge(column, 1, Integer::sum));
            }
        }
        List<Integer> columns = others.keySet().stream().sorted().toList();
        return new MissingnessPatterns(
                sets,
                frequent.stream().map(e -> (double) e.getValue() / rows.length).toList(),
                columns,
                columns.stream().map(c -> (double) others.get(c) / rest).toList());
    }

    private static List<Integer> missing(TableEncoding encoding, double[] row) {
        return encoding.columns().stream()
                .filter(column -> Double.isNaN(row[column]))
                .sorted()
                .toList();
    }

    /** @throws IllegalArgumentException if these are the patterns of another table */
    void check(TableEncoding encoding) {
        boolean known =
                encoding.columns().containsAll(columns) && sets.stream().allMatch(encoding.columns()::containsAll);
        if (!known) {
            throw new IllegalArgumentException("missingness: in columns that take no part");
        }
    }

    /** Returns the patterns in which these columns are observed. Other patterns are replaced by none. */
    MissingnessPatterns without(List<Integer> given) {
        List<List<Integer>> left = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        double sum = 0;
        double rest = 1;
        for (int i = 0; i < sets.size(); i++) {
            rest -= shares.get(i);
            if (sets.get(i).stream().noneMatch(given::contains)) {
                left.add(sets.get(i));
                parts.add(shares.get(i));
                sum += shares.get(i);
            }
        }
        double all = sum + Math.max(0, rest);
        List<Integer> others = columns.stream().filter(c -> !given.contains(c)).toList();
        List<Double> ratesOfOthers =
                others.stream().map(c -> rates.get(columns.indexOf(c))).toList();
        return all == 0
                ? none()
                : new MissingnessPatterns(
                        left, parts.stream().map(p -> Math.min(1, p / all)).toList(), others, ratesOfOthers);
    }

    /** Returns the patterns in which some columns are observed and others missing. Other patterns are replaced by those columns alone. */
    MissingnessPatterns with(List<Integer> given, List<Integer> missing) {
        MissingnessPatterns left = without(given);
        if (missing.isEmpty()) {
            return left;
        }
        List<List<Integer>> fitting = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < left.sets.size(); i++) {
            if (left.sets.get(i).containsAll(missing)) {
                fitting.add(left.sets.get(i));
                parts.add(left.shares.get(i));
                sum += left.shares.get(i);
            }
        }
        if (sum == 0) {
            return new MissingnessPatterns(List.of(missing), List.of(1.0), List.of(), List.of());
        }
        double all = sum;
        return new MissingnessPatterns(fitting, parts.stream().map(p -> p / all).toList(), List.of(), List.of());
    }

    /** Returns whether a column is ever missing. */
    boolean has(int column) {
        return columns.contains(column) || sets.stream().anyMatch(set -> set.contains(column));
    }

    /**
     * Removes the values of cells of a row.
     *
     * @param uniform a uniform number for the set, and one for each column
     */
    void make(double[] row, float[] uniform, int at) {
        double sum = 0;
        for (int i = 0; i < sets.size(); i++) {
            sum += shares.get(i);
            if (uniform[at] < sum || i == sets.size() - 1 && sum > 1 - 1e-9) {
                sets.get(i).forEach(column -> row[column] = Double.NaN);
                return;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (uniform[at + 1 + i] < rates.get(i)) {
                row[columns.get(i)] = Double.NaN;
            }
        }
    }

    /** Returns the number of uniform numbers that {@link #make} needs. */
    int numbers() {
        return 1 + columns.size();
    }

    static MissingnessPatterns none() {
        return new MissingnessPatterns(List.of(List.of()), List.of(1.0), List.of(), List.of());
    }
}
