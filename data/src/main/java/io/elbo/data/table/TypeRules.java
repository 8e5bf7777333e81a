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

/** Decides what a column holds from what was counted of it; the rules are those of {@code Schema.infer}. */
final class TypeRules {
    /** So many of a column's cells make its type; the others are odd. */
    private static final double MOSTLY = 0.95;
    /** From so many cells on, one may be odd however few there are. */
    private static final int ENOUGH = 10;
    /** Among fewer different numbers, a frequent one is no spike. */
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
    private final long amongNumbers; // missing marks that are such only among numbers
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

    /** An identifier's keys have a pattern. */
    private Decided withPattern(Decided made) {
        return made.type() instanceof ColumnType.Identifier
                ? new Decided(new ColumnType.Identifier(seen.keys.pattern().orElse(null)), made.why())
                : made;
    }

    /** Whether some of all are enough that the others are odd. */
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

    /** Of which several units no number can be made. */
    private String units() {
        List<String> others =
                seen.otherUnits().stream().filter(unit -> !unit.isEmpty()).toList();
        boolean several = numbers.count > 0
                && !others.isEmpty()
                && !style.affixes().unit().isEmpty();
        return several && 2 * numbers.count >= seen.values / (others.size() + 1)
                ? " (amounts of " + style.affixes().unit() + ", " + String.join(", ", others) + ", so no numbers)"
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

    /** What the column holds. */
    public ColumnType type() {
        return decided.type();
    }

    /** Its missing marks, the most frequent first, then those that are one in any column; none of these of a column that is nothing else. */
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
            // those not seen so far too: a later table may have them, and then they mean the same
            MissingMarks.everywhere().stream()
                    .filter(mark -> !texts.contains(mark))
                    .forEach(texts::add);
        }
        return texts;
    }

    /** What was seen. */
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

    /** Whether the dates are those of a pattern, and not numbers since 1970. */
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

    /** A cell as messages show it: on one line, and not too much of it. */
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
