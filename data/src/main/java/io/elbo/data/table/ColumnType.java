package io.elbo.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** The type of a column's cells. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ColumnType.Real.class, name = "real"),
    @JsonSubTypes.Type(value = ColumnType.Positive.class, name = "positive"),
    @JsonSubTypes.Type(value = ColumnType.Count.class, name = "count"),
    @JsonSubTypes.Type(value = ColumnType.Proportion.class, name = "proportion"),
    @JsonSubTypes.Type(value = ColumnType.Category.class, name = "category"),
    @JsonSubTypes.Type(value = ColumnType.Ordinal.class, name = "ordinal"),
    @JsonSubTypes.Type(value = ColumnType.Flag.class, name = "flag"),
    @JsonSubTypes.Type(value = ColumnType.DateTime.class, name = "datetime"),
    @JsonSubTypes.Type(value = ColumnType.Identifier.class, name = "identifier"),
    @JsonSubTypes.Type(value = ColumnType.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = ColumnType.FreeText.class, name = "freetext")
})
public sealed interface ColumnType {
    /** Returns the codec that converts cells to numbers and back. */
    CellCodec codec();

    /** Returns the name of the type in one lower-case word, such as "count". */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Returns whether models ignore the column. Its cells become NaN, and only their text is kept. */
    default boolean ignored() {
        return false;
    }

    /** Returns the texts that its numbers are indices of; empty if they are not indices. */
    default List<String> levels() {
        return List.of();
    }

    /** Returns how its numbers are written; null if it has none. */
    default NumberStyle style() {
        return null;
    }

    /** Returns the same type with another decimal mark. */
    default ColumnType withDecimalMark(char mark) {
        return this;
    }

    /** Any number, as a double. */
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

    /** A number that is not negative, such as an amount, a length or a duration. Zeros are allowed. */
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

    /** A count: 0, 1, 2, ... */
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

    /** A fraction from 0 to 1. */
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
     * One of several unordered texts. Its number is the index among the levels.
     *
     * @param levels at least one; all must differ
     */
    record Category(List<String> levels) implements ColumnType {
        /** @throws IllegalArgumentException if there is no level, or one occurs twice */
        public Category {
            levels = distinct(levels);
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(levels);
        }
    }

    /**
     * One of several ordered texts. Its number is the index among the levels.
     *
     * @param levels from the lowest to the highest, at least one; all must differ
     */
    record Ordinal(List<String> levels) implements ColumnType {
        /** @throws IllegalArgumentException if there is no level, or one occurs twice */
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

        /** A flag with one spelling for each value. */
        public Flag(String no, String yes) {
            this(no, yes, List.of(), List.of());
        }

        @Override
        public List<String> levels() {
            return List.of(no, yes);
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(levels(), List.of(alsoNo, alsoYes));
        }
    }

    /**
     * A date, a time or both, as seconds since 1970-01-01T00:00 (UTC if the pattern has no offset). A time without a date is
     * seconds since midnight; a month is its first day. If the pattern has seconds, a fraction of a second is optional, because
     * databases write only the digits that exist. A double holds microseconds from 1698 to 2242.
     *
     * @param pattern letters as in {@link java.time.format.DateTimeFormatter}. For dates: uuuu, uu (1950 to 2049), MM, M, MMM
     *     (Jan), MMMM (January), dd, d, EEE (Mon), EEEE (Monday). For times: HH, H, or hh, h with a (AM, PM) or aa (am, pm), mm,
     *     ss, S (fraction of a second, up to nine). For offsets: X (Z or +02), XX (Z or +0200), XXX (Z or +02:00), x, xx, xxx
     *     (the same, and +00 for Z). Other characters stand for themselves, letters between single quotes. A part in brackets is
     *     optional, and is written unless the seconds are zero. Alternatively {@link #EPOCH_SECONDS} or
     *     {@link #EPOCH_MILLISECONDS}
     * @param offset the offset from UTC in which dates are written, such as +02:00; empty for UTC. Any offset is read
     */
    record DateTime(String pattern, String offset) implements ColumnType {
        /** Used instead of a pattern for integer seconds since 1970-01-01T00:00 in UTC. */
        public static final String EPOCH_SECONDS = "epoch seconds";

        /** Used instead of a pattern for integer milliseconds since 1970-01-01T00:00 in UTC. */
        public static final String EPOCH_MILLISECONDS = "epoch milliseconds";

        /** @throws IllegalArgumentException if the pattern has other letters, or the offset is invalid */
        public DateTime {
            offset = offset == null ? "" : offset;
            codec(pattern, offset);
        }

        /** A date without an offset, or in UTC. */
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

        /** Returns whether its cells are written as integers. */
        public boolean writesDigits() {
            return pattern.startsWith("epoch") || pattern.matches("uuuuMM(dd(HHmm(ss)?)?)?");
        }

        /** Returns whether it has a day in a known year, rather than only months or times of a day. */
        public boolean hasDay() {
            return pattern.contains("u") && pattern.contains("d");
        }

        /** Returns whether it has a time of the day. */
        public boolean hasTime() {
            return pattern.contains("mm");
        }

        /** Returns whether its texts contain an offset from UTC. */
        public boolean hasOffset() {
            return pattern.contains("X") || pattern.contains("x");
        }
    }

    /**
     * A name or number that identifies rows and carries no other information; ignored by models.
     *
     * @param pattern of its keys, from which new ones can be generated; null if they have none in common
     */
    record Identifier(KeyPattern pattern) implements ColumnType {
        /** An identifier whose keys have no common pattern. */
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
     * The same text in all rows. Models ignore it, but any other text does not fit.
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

    /** Sentences, names, addresses: texts that nearly all differ; ignored by models. */
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
                    "levels " + TableNames.list(copy) + "; there must be at least one, and all must differ");
        }
        return copy;
    }
}
