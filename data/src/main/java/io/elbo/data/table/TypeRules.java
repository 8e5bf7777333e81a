package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.Shown;
import io.elbo.data.file.FileText;
import io.elbo.data.table.ColumnSummary.MarkCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides the type of a column from its statistics. The rules are those of {@code Schema.infer}. */
final class TypeRules {
    /** This fraction of a column's cells decides its type; the other cells do not fit. */
    private static final double MOSTLY = 0.95;
    /** With at least this many cells, one cell may always fail to fit. */
    private static final int ENOUGH = 10;
    /** With fewer different numbers than this, a frequent one is not a spike. */
    private static final int FEW_DIFFERENT = 10;

    private static final int LONGEST_SHOWN = 40;

    private final String name;
    private final ColumnStatistics seen;
    private final InferenceOptions options;
    private final ColumnKind asked;
    private final NumbersSeen numbers;
    private final NumberStyle style;
    private final DateRules dates;
    private final List<MarkCount> marks = new ArrayList<>();
    private final long amongNumbers; // marks that mean missing only among numbers
    private final long infinite;
    private final boolean numeric;
    private final boolean dated;
    private final Decided decided;

    /** @param seen all cells of the column */
    public TypeRules(String name, ColumnStatistics seen, InferenceOptions options) {
        this.name = name;
        this.seen = seen;
        this.options = options;
        this.asked = options.kinds().get(name);
        this.numbers = seen.numbers();
        this.style = numbers.style.style(seen.decimalMark);
        this.dates = new DateRules(seen.dates);
        long extra = options.missing().isPresent() ? 0 : count(seen.others, true);
        this.infinite = count(seen.infinities, false);
        long values = seen.values - extra - infinite;
        this.numeric = numbers.count > 0
                && (mostly(numbers.count, values) && !seen.othersOverflowed || numbers.count == values)
                && !numbers.style.tooLong();
        this.dated = !numeric && mostly(dates.read(), seen.values - extra);
        this.amongNumbers = numeric || dated ? extra : 0;
        seen.missing.forEach((mark, count) -> marks.add(new MarkCount(mark, count[0])));
        if (amongNumbers > 0) {
            seen.others.forEach((mark, count) -> {
                if (MissingMarks.amongNumbers(mark.strip())) {
                    marks.add(new MarkCount(mark.strip(), count[0]));
                }
            });
        }
        marks.sort(Comparator.comparingLong(MarkCount::count).reversed().thenComparing(MarkCount::mark));
        this.decided = withPattern(asked == null ? decide() : asked());
    }

    /** Adds the pattern of an identifier's keys. */
    private Decided withPattern(Decided made) {
        return made.type() instanceof ColumnType.Identifier
                ? new Decided(new ColumnType.Identifier(seen.keys.pattern().orElse(null)), made.why())
                : made;
    }

    /** Returns whether enough of the cells agree to ignore the others. */
    static boolean mostly(long some, long all) {
        return some > 0 && (some == all || some >= MOSTLY * all || all >= ENOUGH && some == all - 1);
    }

    private static long count(Map<String, long[]> texts, boolean marks) {
        return texts.entrySet().stream()
                .filter(text -> MissingMarks.amongNumbers(text.getKey().strip()) == marks)
                .mapToLong(text -> text.getValue()[0])
                .sum();
    }

    private Decided decide() {
        if (seen.values == amongNumbers) {
            return new Decided(new ColumnType.Constant(marks.get(0).mark()), "no cell has a value");
        }
        if (seen.texts.size() == 1 && !seen.texts.overflowed()) {
            String only = seen.texts.sorted().get(0);
            String why = "the same in all cells" + (marks.isEmpty() ? "" : " that are not missing");
            return new Decided(
                    marks.isEmpty() ? new ColumnType.Constant(only) : new ColumnType.Category(List.of(only)), why);
        }
        Optional<Decided> flag = FlagRules.of(seen.texts);
        if (flag.isPresent()) {
            return flag.get();
        }
        if (dated) {
            return dates.texts();
        }
        if (!numeric) {
            return texts(numbers.style.tooLong() ? "numbers too long for a double" : "texts" + units())
                    .decide();
        }
        Optional<Decided> date = dates.numbers(name, numbers, false);
        if (date.isPresent()) {
            return date.get();
        }
        return numbers.style.looksLikeCode()
                ? texts("numbers with zeros in front").decide()
                : numbers(false);
    }

    /** Describes several units, from which no number can be made. */
    private String units() {
        List<String> others =
                seen.otherUnits().stream().filter(unit -> !unit.isEmpty()).toList();
        boolean several = numbers.count > 0
                && !others.isEmpty()
                && !style.affixes().unit().isEmpty();
        return several && 2 * numbers.count >= seen.values / (others.size() + 1)
                ? " (amounts of " + style.affixes().unit() + ", " + String.join(", ", others)
                        + ", so they are not numbers)"
                : "";
    }

    private Decided asked() {
        Decided made = switch (asked) {
            case CATEGORY -> texts("texts").category();
            case NUMBER -> numbers.count == 0 ? null : numbers(true);
            case DATE ->
                dated || !numeric && dates.read() > 0
                        ? dates.texts()
                        : dates.numbers(name, numbers, true).orElse(null);
            case IDENTIFIER -> new Decided(new ColumnType.Identifier(), "");
            case TEXT -> new Decided(new ColumnType.FreeText(), "");
        };
        if (made == null) {
            throw new DataException("column " + FileText.oneLine(name) + ": cannot be read as "
                    + (asked == ColumnKind.DATE ? "dates of a known form" : "numbers") + "; its first cell is '"
                    + shown(seen.first) + "'");
        }
        return new Decided(made.type(), made.why().isEmpty() ? "as asked" : "as asked, " + made.why());
    }

    private TextRules texts(String what) {
        return new TextRules(seen, options.maxLevels(), what);
    }

    private Decided numbers(boolean wanted) {
        return new NumberRules(
                        name, numbers, style, seen.texts.distinct(), !seen.texts.overflowed(), seen.missing.isEmpty())
                .decide(wanted);
    }

    /** Returns the type of the column. */
    public ColumnType type() {
        return decided.type();
    }

    /**
     * Returns its missing marks, the most frequent first, then the marks that apply to any column. If the column's only value is
     * itself such a mark, it returns only the other marks seen.
     */
    public List<String> missing() {
        if (type() instanceof ColumnType.Constant constant && seen.values == amongNumbers) {
            return marks.stream()
                    .map(MarkCount::mark)
                    .filter(mark -> !mark.equals(constant.value()))
                    .toList();
        }
        List<String> texts = new ArrayList<>(marks.stream().map(MarkCount::mark).toList());
        if (options.missing().isPresent()) {
            options.missing().get().stream()
                    .filter(mark -> !texts.contains(mark))
                    .forEach(texts::add);
        } else {
            // also marks not seen so far, because a later table may have them with the same meaning
            MissingMarks.everywhere().stream()
                    .filter(mark -> !texts.contains(mark))
                    .forEach(texts::add);
        }
        return texts;
    }

    /** Returns the summary of the column. */
    public ColumnSummary summary() {
        boolean isDate = type() instanceof ColumnType.DateTime;
        boolean isNumber = isNumber();
        SampleSummary sample = SampleSummary.of(
                isNumber ? numbers.sample.sorted() : new double[0],
                seen.texts.distinct() > FEW_DIFFERENT ? options.spikeShare() : 2);
        long unfit = isNumber
                ? seen.values - amongNumbers - numbers.count
                : isDate && fromPattern() ? seen.values - amongNumbers - dates.read() : 0;
        return new ColumnSummary(
                seen.rows,
                marks,
                unfit,
                unfit == 0 ? "" : isDate ? dates.firstMiss() : firstUnfit(),
                seen.texts.distinct(),
                !seen.texts.overflowed(),
                isDate ? dateRange(true) : isNumber ? numbers.min : Double.NaN,
                sample.median(),
                isDate ? dateRange(false) : isNumber ? numbers.max : Double.NaN,
                sample.commonest(),
                sample.share(),
                sample.spike(),
                sample.tail(),
                exactText(),
                remark(),
                decided.why());
    }

    private String remark() {
        if (type() instanceof ColumnType.Category) {
            return LikeLevels.said(seen.texts);
        }
        if (!(type() instanceof ColumnType.DateTime date) || !fromPattern()) {
            return "";
        }
        return dates.candidate().offsetsDiffer
                ? "has dates of several offsets from UTC; what is written is in UTC"
                : dates.otherReading()
                        .map(other -> "is read as dates like " + date.pattern() + "; " + other + " would fit as well")
                        .orElse("");
    }

    /** Returns whether the dates come from a pattern, rather than from numbers since 1970. */
    private boolean fromPattern() {
        return dates.read() > 0 && type().equals(dates.texts().type());
    }

    private double dateRange(boolean least) {
        if (fromPattern()) {
            return least ? dates.candidate().min : dates.candidate().max;
        }
        double number = least ? numbers.min : numbers.max; // since 1970
        return type().codec().parse(NumberStyle.shortest(number));
    }

    private boolean isNumber() {
        return type() instanceof ColumnType.Count
                || type() instanceof ColumnType.Positive
                || type() instanceof ColumnType.Proportion
                || type() instanceof ColumnType.Real;
    }

    private String firstUnfit() {
        List<Map.Entry<String, long[]>> unfit = new ArrayList<>(seen.infinities.entrySet());
        seen.others.entrySet().stream()
                .filter(text -> !MissingMarks.amongNumbers(text.getKey().strip())
                        || options.missing().isPresent())
                .forEach(unfit::add);
        return unfit.stream()
                .min(Comparator.comparingLong(text -> text.getValue()[1]))
                .map(text -> "'" + shown(text.getKey()) + "' in line " + text.getValue()[1])
                .orElse("");
    }

    /** Returns a cell as messages show it: on one line and shortened. */
    public static String shown(String cell) {
        return Shown.cell(cell);
    }

    private boolean exactText() {
        if (type().ignored()) {
            return true;
        }
        CellCodec codec = type().codec();
        for (String text : seen.texts.sorted()) {
            double value = codec.parse(text);
            if (!Double.isNaN(value) && !codec.format(value).equals(text)) {
                return false;
            }
        }
        return true;
    }
}
