package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberStyleTest {
    private static CellCodec codec(NumberStyle style) {
        return new ColumnType.Real(style).codec();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "0, 0, '.', '', 1 ! 1234.5 ! 1234",
                "0, 0, '.', '', 1 ! -0.0 ! -0",
                "2, 2, '.', '', 1 ! 0.3 ! 0.30",
                "2, 2, '.', '', 1 ! -0.001 ! 0.00",
                "0, 2, '.', '', 1 ! 0.3 ! 0.3",
                "0, 2, '.', '', 1 ! 5 ! 5",
                "1, 3, '.', '', 1 ! 5 ! 5.0",
                "2, 2, ',', '', 1 ! 3.14159 ! 3,14",
                "2, 2, ',', '.', 1 ! 1234567.5 ! 1.234.567,50",
                "0, 0, '.', ',', 1 ! -1234567 ! -1,234,567",
                "0, 0, '.', ',', 1 ! 999 ! 999",
                "0, 0, '.', '', 5 ! 42 ! 00042",
                "1, 1, '.', '', 0 ! 0.5 ! .5",
                "1, 1, '.', '', 0 ! -0.5 ! -.5",
                "1, 1, '.', '', 0 ! 1.5 ! 1.5",
                "0, 0, '.', '', 0 ! 0 ! 0",
                "0, -1, '.', '', 1 ! 0.1 ! 0.1",
                "0, -1, '.', '', 1 ! 1e308 ! 1e+308",
                "0, -1, '.', '', 1 ! 1.5e-7 ! 1.5e-07",
                "0, -1, ',', '', 1 ! 1.5e-7 ! 1,5e-07",
                "1, -1, '.', '', 1 ! 5 ! 5.0",
                "0, -1, '.', '', 1 ! -0.0 ! -0",
                "0, -1, '.', '', 1 ! 0.30000000000000004 ! 0.30000000000000004",
                "0, -1, '.', '', 1 ! 1e15 ! 1000000000000000",
                "0, -1, '.', '', 1 ! 1e16 ! 1e+16",
            })
    void numbersAreWrittenInTheStyle(String style, double value, String expected) {
        String[] parts = style.split(", ");
        NumberStyle given = new NumberStyle(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                NumberStyle.ALL_DIGITS,
                parts[2].charAt(1),
                parts[3].replace("'", ""),
                Integer.parseInt(parts[4]));
        assertEquals(expected, codec(given).format(value));
        assertEquals(
                expected,
                codec(given).format(codec(given).parse(expected)),
                "what is written reads back and is written the same");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                ".",
                "+",
                "1f",
                "1d",
                "0x10",
                "0x1p3",
                "NaN",
                "nan",
                "inf",
                "Infinity",
                "1e",
                "1e+",
                "e5",
                "1 2",
                "1,2",
                "1,23",
                "1,2345",
                "12,34",
                ",123",
                "1,,234",
                "1.2.3",
                "1--",
                "-1-",
                "(-1)",
                "(1",
                "1)",
                "()",
                "5%",
                "5 kg",
                "12,34,56",
                "1,234,56,789",
                "--1",
                "\u0661",
                "1_000",
                "$1",
                "1234,567",
                "1,234 567",
                "1e5.5",
                "1e999",
                "-1e400",
                "1.5,000"
            })
    void whatIsNoNumberIsNotRead(String text) {
        assertTrue(Double.isNaN(codec(NumberStyle.WHOLE).parse(text)), text);
        assertFalse(codec(NumberStyle.WHOLE).complaint(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "1,234 ! 1234",
                "1,234,567.25 ! 1234567.25",
                "1 234 ! 1234",
                "` 7 ` ! 7",
                "+7 ! 7",
                "7. ! 7",
                ".5 ! 0.5",
                "-.5e1 ! -5",
                "1E+3 ! 1000",
                "00012 ! 12",
                "9007199254740993 ! 9007199254740992",
            })
    void numbersAreReadInAnyDress(String text, double expected) {
        assertEquals(expected, codec(NumberStyle.WHOLE).parse(text));
    }

    @Test
    void anyNumberIsTheDoubleThatJavaReads() {
        NumberScan scan = new NumberScan('.');
        for (int i = 0; i < 200_000; i++) {
            Random random = new Random(i);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            for (int digits = 1 + random.nextInt(20); digits > 0; digits--) {
                text.append((char) ('0' + random.nextInt(10)));
            }
            if (random.nextBoolean()) {
                text.insert(
                        text.length() - random.nextInt(text.charAt(0) == '-' ? text.length() : text.length() + 1), '.');
            }
            if (random.nextInt(4) == 0) {
                text.append('e').append(random.nextInt(60) - 30);
            }
            assertTrue(scan.scan(text.toString()), text.toString());
            assertEquals(Double.parseDouble(text.toString()), scan.value(), text.toString());
        }
    }

    @Test
    void theShortestTextReadsBackAndHasNoMoreDigitsThanNeeded() {
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(new Random(i).nextLong());
            if (!Double.isFinite(value)) {
                continue;
            }
            String text = NumberCodec.shortest(value);
            assertEquals(value, Double.parseDouble(text));
            int digits = new BigDecimal(text).stripTrailingZeros().precision();
            if (digits > 15 && Math.abs(value) > Double.MIN_NORMAL) { // the oracle: one digit fewer is another double
                double fewer = Double.parseDouble(String.format(Locale.ROOT, "%." + (digits - 2) + "e", value));
                assertTrue(fewer != value, text);
            }
        }
    }

    @Test
    void rangesHold() {
        CellCodec count = new ColumnType.Count(NumberStyle.WHOLE).codec();
        assertEquals(3, count.parse("3"));
        assertEquals("is not a whole number", count.complaint("3.5"));
        assertEquals("is negative", count.complaint("-3"));
        assertEquals("is not a number", count.complaint("abc"));
        assertEquals("is not a number; this column has decimal points", count.complaint("3,5"));
        assertEquals("is out of the range of 64-bit floats", count.complaint("1e999"));
        assertEquals("", count.complaint("3"));
        assertEquals("0", count.format(-2.5));
        assertEquals("3", count.format(2.7));
        CellCodec share = new ColumnType.Proportion(NumberStyle.decimals(2)).codec();
        assertEquals("is not between 0 and 1", share.complaint("1.01"));
        assertEquals("1.00", share.format(1.2));
        assertThrows(IllegalArgumentException.class, () -> count.format(Double.NaN));
        for (int[] wrong :
                List.of(new int[] {-1, 0, 1}, new int[] {2, 1, 1}, new int[] {0, 31, 1}, new int[] {0, 0, 31})) {
            assertThrows(
                    IllegalArgumentException.class, () -> new NumberStyle(wrong[0], wrong[1], 17, '.', "", wrong[2]));
        }
    }
}
