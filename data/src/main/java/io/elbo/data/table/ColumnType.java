package io.elbo.data.table;

import io.elbo.data.internal.DateText;
import io.elbo.data.internal.LevelCodec;
import io.elbo.data.internal.NumberCodec;
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
     */
    record Flag(String no, String yes) implements ColumnType {
        /** @throws IllegalArgumentException if the texts are equal */
        public Flag {
            distinct(List.of(no, yes));
        }

        @Override
        public CellCodec codec() {
            return new LevelCodec(List.of(no, yes));
        }
    }

    /**
     * A date, a time or both: seconds since 1970-01-01T00:00 (UTC where the pattern has no offset); of a time without a
     * date, since midnight. Where the pattern has seconds, any fraction of a second is read, or none, since databases write
     * what is there. A double holds microseconds from 1698 to 2242.
     *
     * @param pattern letters as in {@link java.time.format.DateTimeFormatter}: of date uuuu, MM, M, MMM (Jan, Feb, ...), dd,
     *     d; of time HH, H, mm, ss, S (fraction of a second, up to nine); XXX for an offset (Z or +02:00); other
     *     characters stand for themselves, letters between single quotes
     */
    record DateTime(String pattern) implements ColumnType {
        /** @throws IllegalArgumentException if the pattern has other letters */
        public DateTime {
            DateText.of(pattern);
        }

        @Override
        public CellCodec codec() {
            return DateText.of(pattern).lenient();
        }
    }

    /** A name or number that tells rows apart and says nothing else; ignored. */
    record Identifier() implements ColumnType {
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
            throw new IllegalArgumentException("levels " + copy + "; there must be at least one, and none twice");
        }
        return copy;
    }
}
