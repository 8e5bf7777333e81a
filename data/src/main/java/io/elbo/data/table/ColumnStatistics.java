package io.elbo.data.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Statistics of a column, collected in one pass over its table with bounded memory. */
final class ColumnStatistics {
    private static final int ALL_TEXTS = 1 << 20;
    private static final int ALL_CHARACTERS = 1 << 24;
    /** The longest text that can be a level, whatever the number of columns. */
    private static final int LONGEST = 1 << 12;

    private static final int ALL_NUMBERS = 1 << 22;
    private static final int FEWEST = 64;
    /** The number of distinct numbers that are also kept as texts, for a column that has nothing else. */
    private static final int ENOUGH_NUMBERS = 4096;
    /** The maximum number of units that are tracked. */
    private static final int MOST_UNITS = 8;
    /** The maximum number of other texts among numbers that are tracked. */
    static final int MOST_OTHERS = 20;

    final LevelsSeen texts;
    final TreeMap<String, long[]> missing = new TreeMap<>();
    final TreeMap<String, long[]> others = new TreeMap<>();
    final TreeMap<String, long[]> infinities = new TreeMap<>();
    final DateSeen dates = new DateSeen();
    final KeysSeen keys = new KeysSeen();
    final char decimalMark;
    private final Map<String, NumbersSeen> units = new TreeMap<>();
    private final Map<NumberAffixes, String> unitNames = new HashMap<>();
    private final NumberScan scan;
    private final List<String> givenMissing;
    private final int sample;
    private final int column;
    private final boolean levelsWanted;

    long rows;
    long values; // cells that are not missing
    long length;
    long blanks;
    boolean othersOverflowed;
    String first = ""; // of the cells with a value

    /**
     * @param columns how many columns the table has; they share the memory
     * @param column the number of this one, which seeds its sample
     * @param asked what the user declares the column to be; null if nothing
     */
    public ColumnStatistics(int columns, int column, char decimalMark, InferenceOptions options, ColumnKind asked) {
        this.levelsWanted = asked == ColumnKind.CATEGORY;
        this.decimalMark = decimalMark;
        this.scan = new NumberScan(decimalMark);
        this.givenMissing = options.missing().orElse(null);
        this.texts = new LevelsSeen(
                Math.min(options.maxLevels(), Math.max(FEWEST, ALL_TEXTS / columns)),
                ALL_CHARACTERS / columns + LONGEST);
        this.sample = Math.min(options.sample(), Math.max(FEWEST, ALL_NUMBERS / columns));
        this.column = column;
    }

    /** Counts a cell. */
    public void add(long line, String cell) {
        rows++;
        String text = cell.strip();
        if (givenMissing == null ? MissingMarks.inAnyColumn(text) : MissingMarks.isOne(cell, givenMissing)) {
            missing.computeIfAbsent(text, mark -> new long[1])[0]++;
            return;
        }
        first = values++ == 0 ? cell : first;
        boolean mark = givenMissing == null && MissingMarks.amongNumbers(text);
        if (!mark && dates.possible()) {
            dates.add(line, text);
        }
        boolean onlyNumbers = onlyNumbers();
        boolean number = scan.scan(cell) && Math.abs(scan.value()) <= Double.MAX_VALUE && addNumber(line, cell);
        addText(cell, number && onlyNumbers);
        if (number) {
            return;
        }
        if (Infinities.isOne(text)) {
            addOther(infinities, line, cell);
        } else if (!units.isEmpty() || values <= 10_000) { // a text column does not need it
            othersOverflowed |= !addOther(others, line, cell);
        }
    }

    /** Returns whether all cells so far are numbers and none may be a code. Then they need not be kept as levels. */
    private boolean onlyNumbers() {
        NumbersSeen bare = levelsWanted || units.size() != 1 ? null : units.get("");
        return bare != null && bare.count == values - 1 && !bare.style.leadingZero();
    }

    private void addText(String cell, boolean onlyNumbers) {
        keys.add(cell);
        if (onlyNumbers && texts.size() >= ENOUGH_NUMBERS) {
            texts.addUnkept(cell);
        } else {
            texts.add(cell);
        }
        length += cell.length();
        for (int i = cell.indexOf(' '); i >= 0; i = cell.indexOf(' ', i + 1)) {
            blanks++;
        }
    }

    /** Returns false if the number has one unit too many. */
    private boolean addNumber(long line, String cell) {
        String unit = scan.affixes() == NumberAffixes.NONE ? "" : unitNames.get(scan.affixes());
        if (unit == null) {
            unit = scan.affixes().unit();
            if (unitNames.size() < MOST_OTHERS) {
                unitNames.put(scan.affixes(), unit);
            }
        }
        NumbersSeen numbers = units.get(unit);
        if (numbers == null) {
            if (units.size() == MOST_UNITS) {
                return false;
            }
            numbers = new NumbersSeen(new NumberSample(sample, column), cell, line);
            units.put(unit, numbers);
        }
        numbers.add(scan);
        return true;
    }

    /** Returns false if there are too many texts. */
    private static boolean addOther(TreeMap<String, long[]> to, long line, String cell) {
        long[] seen = to.get(cell);
        if (seen == null && to.size() == MOST_OTHERS) {
            return false;
        }
        if (seen == null) {
            to.put(cell, new long[] {1, line});
        } else {
            seen[0]++;
        }
        return true;
    }

    /** Returns the numbers of the most frequent unit, with those without a unit if that is unambiguous. It may be called once. */
    NumbersSeen numbers() {
        NumbersSeen most = units.values().stream()
                .max(Comparator.comparingLong(numbers -> numbers.count))
                .orElseGet(() -> new NumbersSeen(new NumberSample(1, column), "", 0));
        NumbersSeen bare = units.get("");
        if (bare != null
                && bare != most
                && most.style.style(decimalMark).affixes().takes(NumberAffixes.NONE)) {
            units.remove("");
            most.addAll(bare);
        }
        units.values().remove(most);
        units.values().forEach(other -> others.put(other.firstText, new long[] {other.count, other.firstLine}));
        return most;
    }

    /** Returns the units other than that of most numbers. */
    List<String> otherUnits() {
        return List.copyOf(units.keySet());
    }
}
