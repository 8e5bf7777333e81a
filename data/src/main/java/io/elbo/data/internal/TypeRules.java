package io.elbo.data.internal;

import io.elbo.data.Shown;
import io.elbo.data.table.CellCodec;
import io.elbo.data.table.ColumnSummary;
import io.elbo.data.table.ColumnSummary.MarkCount;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.NumberStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what a column holds from what was counted of it; the rules are those of {@code Schema.infer}. */
public final class TypeRules {
    private static final Set<List<String>> FLAGS = Set.of(
            List.of("no", "yes"),
            List.of("n", "y"),
            List.of("false", "true"),
            List.of("f", "t"),
            List.of("off", "on"),
            List.of("0", "1"),
            List.of("0.0", "1.0"));

    private static final double MOSTLY = 0.99;
    private static final int FEW_ROWS = 20;
    private static final int FEW_IDENTIFIERS = 10;
    private static final int STEPS_DO_NOT_MATTER = 1000;
    private static final int LONG_TEXT = 25;
    /** Among fewer different numbers, a frequent one is no spike. */
    private static final int FEW_DIFFERENT = 10;

    private static final int SAID_LEVELS = 6;

    private final String name;
    private final ColumnStatistics seen;
    private final InferenceOptions options;
    private final long distinct;
    private final List<MarkCount> marks = new ArrayList<>();
    private final long amongNumbers; // missing marks that are such only among numbers
    private final boolean numeric;
    private String why = "";
    private final ColumnType type;

    /** @param seen all cells of the column */
    public TypeRules(String name, ColumnStatistics seen, InferenceOptions options) {
        this.name = name;
        this.seen = seen;
        this.options = options;
        this.distinct = seen.distinct();
        boolean dates = !seen.dates.fitting().isEmpty();
        long extra = options.missing().isPresent() ? 0 : count(seen.others, true);
        this.numeric = isNumeric(extra);
        this.amongNumbers = numeric || dates ? extra : 0;
        seen.missing.forEach((mark, count) -> marks.add(new MarkCount(mark, count[0])));
        if (amongNumbers > 0) {
            seen.others.forEach((mark, count) -> {
                if (MissingMarks.amongNumbers(mark.strip())) {
                    marks.add(new MarkCount(mark.strip(), count[0]));
                }
            });
        }
        marks.sort(Comparator.comparingLong(MarkCount::count).reversed().thenComparing(MarkCount::mark));
        this.type = decide(dates);
    }

    private static long count(Map<String, long[]> texts, boolean marks) {
        return texts.entrySet().stream()
                .filter(text -> MissingMarks.amongNumbers(text.getKey().strip()) == marks)
                .mapToLong(text -> text.getValue()[0])
                .sum();
    }

    private boolean isNumeric(long extraMarks) {
        long values = seen.values - extraMarks;
        return seen.numbers > 0
                && (seen.numbers == values || !seen.othersOverflowed && seen.numbers >= MOSTLY * values)
                && !seen.style.tooLong();
    }

    private ColumnType decide(boolean dates) {
        if (seen.values == amongNumbers) {
            why = "no cell has a value";
            return new ColumnType.Constant(marks.get(0).mark());
        }
        if (seen.texts.size() == 1 && !seen.overflowed) {
            String only = seen.texts.keySet().iterator().next();
            why = "the same in all cells" + (marks.isEmpty() ? "" : " that are not missing");
            return marks.isEmpty() ? new ColumnType.Constant(only) : new ColumnType.Category(List.of(only));
        }
        Optional<ColumnType> flag = flag();
        if (flag.isPresent()) {
            why = "two texts that say no and yes";
            return flag.get();
        }
        if (dates) {
            List<DateSeen.Candidate> fitting = seen.dates.fitting();
            String pattern = fitting.get(0).text.pattern();
            why = "all are like " + pattern
                    + (fitting.size() > 1 && !sameDate(fitting)
                            ? " (or " + fitting.get(1).text.pattern() + ": to be checked)"
                            : "");
            return new ColumnType.DateTime(pattern);
        }
        return numeric ? number() : text();
    }

    /** dd.MM.uuuu and d.M.uuuu read the same. */
    private static boolean sameDate(List<DateSeen.Candidate> fitting) {
        DateSeen.Candidate first = fitting.get(0);
        return fitting.stream().allMatch(other -> other.min == first.min && other.max == first.max);
    }

    private Optional<ColumnType> flag() {
        if (seen.overflowed || seen.texts.size() != 2) {
            return Optional.empty();
        }
        List<String> pair = seen.texts.keySet().stream().sorted().toList();
        for (int no = 0; no < 2; no++) {
            String first = pair.get(no);
            String second = pair.get(1 - no);
            if (FLAGS.contains(List.of(first.toLowerCase(Locale.ROOT), second.toLowerCase(Locale.ROOT)))
                    && Character.isUpperCase(first.charAt(0)) == Character.isUpperCase(second.charAt(0))) {
                return Optional.of(new ColumnType.Flag(first, second));
            }
        }
        return Optional.empty();
    }

    private ColumnType number() {
        NumberStyle style = seen.style.style(seen.decimalMark);
        if (seen.style.looksLikeCode()) {
            return text();
        }
        boolean different = distinct >= (seen.overflowed ? 0.95 : 1.0) * seen.numbers;
        if (seen.whole && different && seen.missing.isEmpty() && seen.numbers >= FEW_IDENTIFIERS) {
            boolean consecutive =
                    seen.max - seen.min + 1 == seen.numbers && seen.sum == (seen.min + seen.max) / 2 * seen.numbers;
            if (consecutive || namesRows()) {
                why = consecutive
                        ? "consecutive whole numbers, each once"
                        : "all different, and called " + FileText.oneLine(name);
                return new ColumnType.Identifier();
            }
        }
        if (seen.whole && seen.min >= 0) {
            if (seen.min > 0 && distinct > STEPS_DO_NOT_MATTER) {
                why = "whole numbers above zero, of so many values that steps of one do not matter";
                return new ColumnType.Positive(style);
            }
            why = "whole numbers, none negative";
            return new ColumnType.Count(style);
        }
        if (seen.min >= 0 && seen.min <= 0.1 && seen.max >= 0.9 && seen.max <= 1) {
            why = "numbers over the range from 0 to 1";
            return new ColumnType.Proportion(style);
        }
        why = seen.min >= 0 ? "numbers, none negative" : (seen.whole ? "whole numbers" : "numbers") + ", some negative";
        return seen.min >= 0 ? new ColumnType.Positive(style) : new ColumnType.Real(style);
    }

    private boolean namesRows() {
        String lower = name.toLowerCase(Locale.ROOT);
        return Set.of("id", "index", "key", "uuid", "rowid", "row_id").contains(lower)
                || lower.endsWith("_id")
                || lower.endsWith(" id")
                || name.endsWith("Id")
                || name.endsWith("ID");
    }

    private ColumnType text() {
        String what = numeric
                ? "numbers with zeros in front"
                : seen.style.tooLong() ? "numbers too long for a double" : "texts";
        double length = (double) seen.length / seen.values;
        double words = 1 + (double) seen.blanks / seen.values;
        if (seen.values >= FEW_ROWS && 2 * distinct > seen.values) {
            boolean sentences = length >= LONG_TEXT && words > 1 || words >= 3;
            why = what + ", most of them different" + (sentences ? ", of several words" : "");
            return sentences ? new ColumnType.FreeText() : new ColumnType.Identifier();
        }
        if (seen.overflowed) {
            why = what + " with more levels than the " + seen.texts.size() + " that are allowed";
            return new ColumnType.FreeText();
        }
        List<String> levels = seen.texts.keySet().stream().sorted().toList();
        long rare = seen.texts.values().stream().filter(count -> count[0] < 10).count();
        why = what + ": "
                + FileText.oneLine(String.join(", ", levels.subList(0, Math.min(SAID_LEVELS, levels.size()))))
                + (levels.size() > SAID_LEVELS ? ", ..." : "")
                + (rare > 0 && seen.values > 100
                        ? "; " + rare + (rare == 1 ? " is" : " are") + " in fewer than 10 rows"
                        : "");
        return new ColumnType.Category(levels);
    }

    /** What the column holds. */
    public ColumnType type() {
        return type;
    }

    /** Its missing marks, the most frequent first, then those that are one in any column; none of these of a column that is nothing else. */
    public List<String> missing() {
        if (type instanceof ColumnType.Constant constant && seen.values == amongNumbers) {
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
        boolean dates = type instanceof ColumnType.DateTime;
        boolean numbers = numeric && isNumber();
        SampleSummary sample = SampleSummary.of(
                numbers ? seen.sample.sorted() : new double[0], distinct > FEW_DIFFERENT ? options.spikeShare() : 2);
        DateSeen.Candidate date = dates ? seen.dates.fitting().get(0) : null;
        long unfit = numeric ? seen.values - amongNumbers - seen.numbers : 0;
        return new ColumnSummary(
                seen.rows,
                marks,
                unfit,
                unfit == 0 ? "" : firstUnfit(),
                distinct,
                !seen.overflowed,
                dates ? date.min : numbers ? seen.min : Double.NaN,
                sample.median(),
                dates ? date.max : numbers ? seen.max : Double.NaN,
                sample.commonest(),
                sample.share(),
                sample.spike(),
                sample.tail(),
                exactText(),
                why);
    }

    private boolean isNumber() {
        return type instanceof ColumnType.Count
                || type instanceof ColumnType.Positive
                || type instanceof ColumnType.Proportion
                || type instanceof ColumnType.Real;
    }

    private String firstUnfit() {
        return seen.others.entrySet().stream()
                .filter(text -> !MissingMarks.amongNumbers(text.getKey().strip())
                        || options.missing().isPresent())
                .min(Comparator.comparingLong(text -> text.getValue()[1]))
                .map(text -> "'" + shown(text.getKey()) + "' in line " + text.getValue()[1])
                .orElse("");
    }

    /** A cell as messages show it: on one line, and not too much of it. */
    public static String shown(String cell) {
        return Shown.cell(cell);
    }

    private boolean exactText() {
        if (type.ignored()) {
            return true;
        }
        CellCodec codec = type.codec();
        for (String text : seen.texts.keySet()) {
            double value = codec.parse(text);
            if (!Double.isNaN(value) && !codec.format(value).equals(text)) {
                return false;
            }
        }
        return true;
    }
}
