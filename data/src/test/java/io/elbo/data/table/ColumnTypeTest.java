package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {
    @Test
    void levelsAreTheirIndices() {
        CellCodec codec = new ColumnType.Category(List.of("a", "b", " c")).codec();
        assertEquals(1, codec.parse("b"));
        assertEquals(1, codec.parse(" b "));
        assertEquals(2, codec.parse(" c"));
        assertTrue(Double.isNaN(codec.parse("c")));
        assertEquals("is not one of a, b,  c", codec.complaint("B"));
        assertEquals("b", codec.format(1.2));
        assertEquals("a", codec.format(-5));
        assertEquals(" c", codec.format(7));
        CellCodec flag = new ColumnType.Flag("no", "yes").codec();
        assertEquals(0, flag.parse("no"));
        assertEquals(1, flag.parse("yes"));
        assertEquals("yes", flag.format(1));
        assertThrows(IllegalArgumentException.class, () -> new ColumnType.Flag("x", "x"));
        assertThrows(IllegalArgumentException.class, () -> new ColumnType.Ordinal(List.of("x", "x")));
        assertThrows(IllegalArgumentException.class, () -> new ColumnType.Category(List.of()));
    }

    @Test
    void ignoredColumnsTakeAnythingButAConstant() {
        assertEquals("", new ColumnType.Identifier().codec().complaint("x"));
        assertEquals("", new ColumnType.FreeText().codec().complaint("x"));
        assertEquals("is not one of x", new ColumnType.Constant("x").codec().complaint("y"));
        assertTrue(new ColumnType.Constant("x").ignored());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "uuuu-MM-dd ! 1970-01-02 ! 86400",
                "uuuu-MM-dd ! 1969-12-31 ! -86400",
                "dd.MM.uuuu HH:mm ! 01.01.1970 01:30 ! 5400",
                "d.M.uuuu ! 2.1.1970 ! 86400",
                "MMM d, uuuu ! Jan 2, 1970 ! 86400",
                "uuuu-MM-dd'T'HH:mm:ssXXX ! 1970-01-01T00:00:05Z ! 5",
                "uuuu-MM-dd'T'HH:mm:ss.SSS ! 1970-01-01T00:00:05.250 ! 5.25",
                "HH:mm ! 01:30 ! 5400",
                "H:mm:ss ! 1:30:01 ! 5401",
                "dd/MM/uu ! 01/01/50 ! -631152000",
                "dd/MM/uu ! 31/12/49 ! 2524521600",
                "h:mm a ! 12:05 AM ! 300",
                "hh:mmaa ! 12:05pm ! 43500",
                "M/d/uuuu h:mm a ! 1/2/1970 1:00 PM ! 133200",
                "MMMM d, uuuu ! January 2, 1970 ! 86400",
                "EEE, d MMM uuuu ! Thu, 1 Jan 1970 ! 0",
                "EEEE d MMMM uuuu ! Friday 2 January 1970 ! 86400",
                "uuuu-MM ! 1970-02 ! 2678400",
                "uuuuMMdd ! 19700102 ! 86400",
                "uuuu-MM-dd'T'HH:mm[:ss]X ! 1970-01-01T00:01Z ! 60",
                "uuuu-MM-dd'T'HH:mm[:ss]X ! 1970-01-01T00:01:05Z ! 65",
                "uuuu-MM-dd HH:mm xx ! 1970-01-01 00:01 +0000 ! 60",
                "uuuu-MM-dd HH:mm 'UTC' ! 1970-01-01 00:01 UTC ! 60",
                "uuuu-MM-dd ! 0001-01-01 ! -62135596800",
                "uuuu-MM-dd ! 9999-12-31 ! 253402214400",
                "epoch seconds ! 1700000000 ! 1700000000",
                "epoch milliseconds ! 1700000000123 ! 1700000000.123",
            })
    void datesAreSeconds(String pattern, String text, double seconds) {
        CellCodec codec = new ColumnType.DateTime(pattern).codec();
        assertEquals(seconds, codec.parse(text));
        assertEquals(text, codec.format(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd",
                "dd/MM/uuuu HH:mm:ss",
                "M/d/uuuu H:mm",
                "dd-MMM-uuuu",
                "MMMM d, uuuu h:mm a",
                "EEE, dd MMM uuuu HH:mm:ss",
                "uuuu-MM-dd'T'HH:mm:ss.SSSSSS"
            })
    void datesAreThoseOfJava(String pattern) {
        DateTimeFormatter oracle =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        CellCodec codec = new ColumnType.DateTime(pattern).codec();
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    (long) (random.nextDouble() * 1.6e10) - 8_000_000_000L,
                    random.nextInt(1_000_000) * 1000,
                    ZoneOffset.UTC);
            String text = oracle.format(time);
            double seconds = codec.parse(text);
            assertEquals(text, codec.format(seconds));
            LocalDateTime shown =
                    pattern.contains("mm") ? time : time.toLocalDate().atStartOfDay();
            double lost = pattern.contains("S") ? 1e-5 : pattern.contains("s") ? 1 : 60;
            assertEquals(shown.toEpochSecond(ZoneOffset.UTC) + shown.getNano() * 1e-9, seconds, lost, text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2023-13-01",
                "2023-00-10",
                "2023-1-01",
                "2023-01-01 ",
                "23-01-01",
                "2023-01-011",
                "x",
                "2023/01/01",
                ""
            })
    void whatIsNoDateIsNotRead(String text) {
        CellCodec codec = new ColumnType.DateTime("uuuu-MM-dd").codec();
        if (!text.endsWith(" ")) { // blanks around it do not matter
            assertTrue(Double.isNaN(codec.parse(text)), text);
            assertEquals("is not a date like uuuu-MM-dd", codec.complaint(text));
        } else {
            assertEquals("", codec.complaint(text));
        }
    }

    @Test
    void offsetsAreReadAndWrittenAsUtc() {
        CellCodec codec = new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ssXXX").codec();
        assertEquals(-3600, codec.parse("1970-01-01T01:00:00+02:00"));
        assertEquals(3600, codec.parse("1970-01-01T00:00:00-01:00"));
        assertEquals("1969-12-31T23:00:00Z", codec.format(-3600));
        assertTrue(Double.isNaN(codec.parse("1970-01-01T00:00:00")));
        assertTrue(Double.isNaN(codec.parse("1970-01-01T00:00:00+2:00")));
    }

    @Test
    void anOffsetThatIsGivenIsTheOneThatIsWritten() {
        CellCodec codec = new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ssXX", "+05:30").codec();
        assertEquals("1970-01-01T05:30:00+0530", codec.format(0));
        assertEquals(0, codec.parse("1970-01-01T05:30:00+0530"));
        assertEquals(0, codec.parse("1970-01-01T02:00:00+0200"));
        assertEquals(0, codec.parse("1970-01-01T00:00:00Z"));
        assertThrows(IllegalArgumentException.class, () -> new ColumnType.DateTime("uuuu-MM-dd", "+05:30"));
        assertThrows(
                IllegalArgumentException.class, () -> new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ssXXX", "5 hours"));
    }

    @Test
    void aDayOfTheWeekThatIsWrongIsNoDate() {
        CellCodec codec = new ColumnType.DateTime("EEE d MMM uuuu").codec();
        assertEquals(0, codec.parse("Thu 1 Jan 1970"));
        assertTrue(Double.isNaN(codec.parse("Fri 1 Jan 1970")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu",
                "yyyy-MM-dd",
                "uuuu-MM-dd QQ",
                "uuuu-MM-dd'T",
                "HH:mm:ss:ss",
                "uuu-MM-dd",
                "hh:mm",
                "uuuu-MM-dd[",
                "ss",
                "",
                "mm"
            })
    void otherPatternsAreRefused(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> new ColumnType.DateTime(pattern));
    }
}
