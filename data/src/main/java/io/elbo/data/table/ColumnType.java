package io.elbo.data.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** What the cells of a column are. */
public sealed interface ColumnType {
    /** Turns cells into numbers and back. */
    CellCodec codec();

    /** The name of the type in one lower-case word, such as "count". */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Whether the column takes no part in a model: its cells become NaN, and are carried along as text only. */
    default boolean ignored() {
        return false;
    }

    /** How its numbers are written; null if it has none. */
    default NumberStyle style() {
        return null;
    }

    /** The same type, its numbers with another decimal mark. */
    default ColumnType withDecimalMark(char mark) {
        return this;
    }

    /** Any number: itself as a double. */
    record Real(NumberStyle style) implements ColumnType {
        /** @throws IllegalArgumentException without a style */
        public Real {
            given(style, "style");
        }

        @Override
        public ColumnType withDecimalMark(char mark) {
            return new Real(style.withDecimalMark(mark));
        }

        @Override
        public CellCodec codec() {
            return new NumberCodec(style, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
        }
    }

    /** An amount, a length, a duration: a number that is not negative. Zeros are allowed. */
    record Positive(NumberStyle style) implements ColumnType {
        /** @throws IllegalArgumentException without a style */
        public Positive {
            given(style, "style");
        }

        @Override
        public ColumnType withDecimalMark(char mark) {
            return new Positive(style.withDecimalMark(mark));
        }

        @Override
        public CellCodec codec() {
            return new NumberCodec(style, 0, Double.POSITIVE_INFINITY, false);
        }
    }

    /** How many: 0, 1, 2, ... */
    record Count(NumberStyle style) implements ColumnType {
        /** @throws IllegalArgumentException without a style */
        public Count {
            given(style, "style");
        }

        @Override
        public ColumnType withDecimalMark(char mark) {
            return new Count(style.withDecimalMark(mark));
        }

        @Override
        public CellCodec codec() {
            return new NumberCodec(style, 0, Double.POSITIVE_INFINITY, true);
        }
    }

    /** A share of a whole: from 0 to 1. */
    record Proportion(NumberStyle style) implements ColumnType {
        /** @throws IllegalArgumentException without a style */
        public Proportion {
            given(style, "style");
        }

        @Override
        public ColumnType withDecimalMark(char mark) {
            return new Proportion(style.withDecimalMark(mark));
        }

        @Override
        public CellCodec codec() {
            return new NumberCodec(style, 0, 1, false);
        }
    }

    /**
     * One of several texts without an order: its index among the levels.
     *
     * @param levels at least one, all different, to the character
     */
    record Category(List<String> levels) implements ColumnType {
        /** @throws IllegalArgumentException if there is no level, or one comes twice */
        public Category {
            levels = distinct(levels);
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(levels);
        }
    }

    /**
     * One of several texts in an order: its index among the levels.
     *
     * @param levels from the lowest to the highest, at least one, all different, to the character
     */
    record Ordinal(List<String> levels) implements ColumnType {
        /** @throws IllegalArgumentException if there is no level, or one comes twice */
        public Ordinal {
            levels = distinct(levels);
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(levels);
        }
    }

    /**
     * One of two texts: 0 or 1.
     *
     * @param no the text of 0
     * @param yes the text of 1
     * @param alsoNo other texts that are read as 0, such as NO
     * @param alsoYes other texts that are read as 1
     */
    record Flag(String no, String yes, List<String> alsoNo, List<String> alsoYes) implements ColumnType {
        /** @throws IllegalArgumentException if two of the texts are equal */
        public Flag {
            alsoNo = alsoNo == null ? List.of() : List.copyOf(alsoNo);
            alsoYes = alsoYes == null ? List.of() : List.copyOf(alsoYes);
            List<String> all = new ArrayList<>(List.of(no, yes));
            all.addAll(alsoNo);
            all.addAll(alsoYes);
            distinct(all);
        }

        /** With one spelling each. */
        public Flag(String no, String yes) {
            this(no, yes, List.of(), List.of());
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(List.of(no, yes), List.of(alsoNo, alsoYes));
        }
    }

    /**
     * A date, a time or both: seconds since 1970-01-01T00:00 (UTC where the pattern has no offset); of a time without a
     * date, since midnight; of a month, its first day. Where the pattern has seconds, any fraction of a second is read, or
     * none, since databases write what is there. A double holds microseconds from 1698 to 2242.
     *
     * @param pattern letters as in {@link java.time.format.DateTimeFormatter}: of date uuuu, uu (1950 to 2049), MM, M, MMM
     *     (Jan), MMMM (January), dd, d, EEE (Mon), EEEE (Monday); of time HH, H, or hh, h with a (AM, PM) or aa (am, pm), mm,
     *     ss, S (fraction of a second, up to nine); of an offset X (Z or +02), XX (Z or +0200), XXX (Z or +02:00), x, xx, xxx
     *     (the same, and +00 for Z); other characters stand for themselves, letters between single quotes; what is between
     *     brackets may be missing, and is written unless the seconds are zero. Or {@link #EPOCH_SECONDS} or {@link
     *     #EPOCH_MILLISECONDS}
     * @param offset the offset from UTC in which dates are written, such as +02:00; empty for UTC. Any is read
     */
    record DateTime(String pattern, String offset) implements ColumnType {
        /** Stands in the place of a pattern for whole numbers of seconds since 1970-01-01T00:00 in UTC. */
        public static final String EPOCH_SECONDS = "epoch seconds";

        /** The same of milliseconds. */
        public static final String EPOCH_MILLISECONDS = "epoch milliseconds";

        /** @throws IllegalArgumentException if the pattern has other letters, or the offset is none */
        public DateTime {
            offset = offset == null ? "" : offset;
            codec(pattern, offset);
        }

        /** Without an offset, or in UTC. */
        public DateTime(String pattern) {
            this(pattern, "");
        }

        private static CellCodec codec(String pattern, String offset) {
            return switch (pattern) {
                case EPOCH_SECONDS -> EpochText.SECONDS;
                case EPOCH_MILLISECONDS -> EpochText.MILLISECONDS;
                default -> DateText.of(pattern).lenient(offset.isEmpty() ? 0 : DateOffset.seconds(offset));
            };
        }

        @Override
        public CellCodec codec() {
            return codec(pattern, offset);
        }

        /** Whether its cells are whole numbers, and not texts. */
        public boolean writesDigits() {
            return pattern.startsWith("epoch") || pattern.matches("uuuuMM(dd(HHmm(ss)?)?)?");
        }

        /** Whether it is of days of known years, and not of months or times of a day. */
        public boolean hasDay() {
            return pattern.contains("u") && pattern.contains("d");
        }

        /** Whether it has a time of the day. */
        public boolean hasTime() {
            return pattern.contains("mm");
        }

        /** Whether it tells how its times lie to UTC. */
        public boolean hasOffset() {
            return pattern.contains("X") || pattern.contains("x");
        }
    }

    /**
     * A name or number that tells rows apart and says nothing else; ignored.
     *
     * @param pattern how its keys look, so that new ones can be made; null if they have nothing in common
     */
    record Identifier(KeyPattern pattern) implements ColumnType {
        /** Of keys that look like nothing in particular. */
        public Identifier() {
            this(null);
        }

        @Override
        public CellCodec codec() {
            return LevelCodec.IGNORED;
        }

        @Override
        public boolean ignored() {
            return true;
        }
    }

    /**
     * The same in all rows; ignored by models, but a cell with anything else does not fit.
     *
     * @param value the text; its number is 0
     */
    record Constant(String value) implements ColumnType {
        /** @throws IllegalArgumentException without a value */
        public Constant {
            given(value, "value");
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(List.of(value));
        }

        @Override
        public boolean ignored() {
            return true;
        }
    }

    /** Sentences, names, addresses: texts nearly all of which are different; ignored. */
    record FreeText() implements ColumnType {
        @Override
        public CellCodec codec() {
            return LevelCodec.IGNORED;
        }

        @Override
        public boolean ignored() {
            return true;
        }
    }

    private static void given(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": is missing");
        }
    }

    private static List<String> distinct(List<String> levels) {
        List<String> copy = List.copyOf(levels);
        if (copy.isEmpty() || new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException(
                    "levels " + TableNames.list(copy) + "; there must be at least one, and none twice");
        }
        return copy;
    }
}
