package io.elbo.data.table;

import io.elbo.data.table.DateSeen.Candidate;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises date columns: texts by their pattern, integers by their range and the column's name. */
final class DateRules {
    private static final Pattern MOMENT =
            Pattern.compile("time|date|epoch|created|updated|modified|seen|(^|[_ ])(at|ts)$");
    private static final Pattern MONTH = Pattern.compile("month|period|monat|mois");
    private static final int MONTHS = 12;
    private static final int DAY = 86_400;

    private final DateSeen seen;
    private final List<Candidate> best;

    DateRules(DateSeen seen) {
        this.seen = seen;
        this.best = seen.best();
    }

    /** Returns the number of cells that the best pattern reads. */
    long read() {
        return best.isEmpty() ? 0 : best.get(0).read;
    }

    /** Returns the best pattern. */
    Candidate candidate() {
        return best.get(0);
    }

    /** Returns the first cell that it does not read, such as "'abc' in line 17". */
    String firstMiss() {
        return seen.firstMiss(candidate());
    }

    Decided texts() {
        Candidate first = candidate();
        StringBuilder why = new StringBuilder("dates like ").append(first.text.pattern());
        otherReading().ifPresent(other -> why.append(" (or ").append(other).append(": please check)"));
        if (first.offsetsDiffer) {
            why.append("; with several offsets from UTC, all of which become UTC");
        }
        return new Decided(dateTime(first), why.toString());
    }

    /** Returns another pattern that reads as many cells as different dates. */
    Optional<String> otherReading() {
        Candidate first = candidate();
        return best.stream()
                .skip(1)
                .filter(other -> other.read == first.read && (other.min != first.min || other.max != first.max))
                .map(other -> other.text.pattern())
                .findFirst();
    }

    private static ColumnType.DateTime dateTime(Candidate of) {
        return new ColumnType.DateTime(
                of.text.pattern(),
                of.offset == 0 || of.offsetsDiffer ? "" : DateOffset.text(of.offset, new DatePart('X', 3, "", false)));
    }

    /**
     * Decides whether integers are dates.
     *
     * @param asked whether the user declares them to be dates; then the name does not matter
     */
    Optional<Decided> numbers(String name, NumbersSeen numbers, boolean asked) {
        String lower = name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        if (!best.isEmpty()
                && candidate().isDigits()
                && TypeRules.mostly(candidate().read, numbers.count)
                && likely(lower, asked)) {
            return Optional.of(new Decided(
                    dateTime(candidate()),
                    "whole numbers that are dates like " + candidate().text.pattern()));
        }
        boolean moments = asked || MOMENT.matcher(lower).find();
        if (numbers.whole
                && moments
                && numbers.style.style('.').affixes().unit().isEmpty()) {
            for (EpochText epoch : List.of(EpochText.SECONDS, EpochText.MILLISECONDS)) {
                if (within(1990, 2100, numbers.min / epoch.perSecond(), numbers.max / epoch.perSecond())) {
                    return Optional.of(new Decided(
                            new ColumnType.DateTime(epoch.pattern()),
                            "whole numbers that are " + epoch.pattern() + (asked ? "" : ", as the name suggests")));
                }
            }
        }
        return Optional.empty();
    }

    private boolean likely(String name, boolean asked) {
        Candidate date = candidate();
        if (asked) {
            return true;
        }
        if (!within(1800, 2200, date.min, date.max)) {
            return false;
        }
        return date.text.pattern().contains("d")
                ? date.months() > 1 && date.days() > 1
                : MONTH.matcher(name).find() || date.months() == MONTHS;
    }

    private static boolean within(int firstYear, int endYear, double min, double max) {
        return min >= LocalDate.of(firstYear, 1, 1).toEpochDay() * (double) DAY
                && max < LocalDate.of(endYear, 1, 1).toEpochDay() * (double) DAY;
    }
}
