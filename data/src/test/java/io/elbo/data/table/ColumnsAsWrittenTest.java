package io.elbo.data.table;

import static io.elbo.test.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns of numbers, dates or flags as people and their programs write them. */
class ColumnsAsWrittenTest {
    private static List<String> cells(int rows, IntFunction<String> cell) {
        return IntStream.range(0, rows).mapToObj(cell).toList();
    }

    private static InferredSchema infer(String name, List<String> cells) {
        return Schema.infer(Tables.column(name, cells), InferenceOptions.defaults());
    }

    private static Column column(InferredSchema inference) {
        return inference.schema().columns().get(0);
    }

    /** Checks that all cells are written back exactly, and have these values. */
    private static void requireExact(List<String> cells, IntFunction<Double> value) {
        Column column = column(infer("x", cells));
        CellCodec codec = column.type().codec();
        for (int i = 0; i < cells.size(); i++) {
            assertEquals(value.apply(i), codec.parse(cells.get(i)), 1e-9, cells.get(i) + " of " + column);
            assertEquals(cells.get(i), codec.format(codec.parse(cells.get(i))), column.toString());
        }
    }

    private static double amount(int i) {
        return (i % 3 == 0 ? -1 : 1) * (i * 7919 % 1_000_000 + i % 100 / 100.0 + 0.01);
    }

    private static String digits(int i) {
        return String.format(Locale.ROOT, "%,.2f", Math.abs(amount(i)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "-$#!$#",
                "$-#!$#",
                "($#)!$#",
                "$(#)!$#",
                "-€ #!€ #",
                "-US$#!US$#",
                "-EUR #!EUR #",
                "-# EUR!# EUR",
                "-#€!#€",
                "-#%!#%",
                "-# %!# %",
                "(#)!#",
                "#-!#",
                "\u2212#!#",
                "\u2212# kg!# kg",
                "-#°C!#°C",
                "-# km/h!# km/h",
                "-# m²!# m²",
                "-Rs. #!Rs. #",
                "(# CHF)!# CHF",
            })
    void currenciesUnitsAndSignsAreReadAndWritten(String below, String above) {
        requireExact(
                cells(200, i -> (amount(i) < 0 ? below : above).replace("#", digits(i))), ColumnsAsWrittenTest::amount);
    }

    @Test
    void indianGroupsAreReadAndWritten() {
        List<String> cells = List.of("4,56,789", "12,34,567", "7,00,00,001", "56,789", "999", "3,21,000", "1,00,000");
        double[] values = {456789, 1234567, 70000001, 56789, 999, 321000, 100000};
        requireExact(cells, i -> values[i]);
    }

    @Test
    void decimalCommasGoWithCurrencies() {
        TableSource source = Tables.withDecimalComma(Tables.column("x", cells(50, i -> "1.234," + (10 + i) + " €")));
        Column column = Schema.infer(source, InferenceOptions.defaults())
                .schema()
                .columns()
                .get(0);
        assertEquals("positive", column.type().kind());
        assertEquals(1234.17, column.type().codec().parse("1.234,17 €"));
        assertEquals("1.234,17 €", column.type().codec().format(1234.17));
    }

    @Test
    void anotherUnitIsAnOddCellAndNoUnitIsTheSameOneExceptAmongPercents() {
        List<String> cells = new ArrayList<>(cells(60, i -> "$" + i + ".50"));
        cells.set(7, "€7.50");
        cells.set(9, "9.50");
        InferredSchema inference = infer("x", cells);
        assertEquals(1, inference.columns().get(0).unfit());
        assertEquals("'€7.50' in line 9", inference.columns().get(0).firstUnfit());
        CellCodec codec = column(inference).type().codec();
        assertEquals(9.5, codec.parse("9.50"));
        assertEquals("is not a number in '$', the unit of the column", codec.complaint("€7.50"));
        CellCodec percent = column(infer("x", cells(60, i -> i + ".5%"))).type().codec();
        assertEquals("is not a number in '%', the unit of the column", percent.complaint("0.05"));
        assertEquals(
                "has '%', but the column has no unit",
                new ColumnType.Real(NumberStyle.WHOLE).codec().complaint("5%"));
    }

    @Test
    void severalCurrenciesAreNoNumber() {
        InferredSchema inference = infer("x", cells(60, i -> (i % 2 == 0 ? "$" : "EUR ") + i % 20));
        assertEquals("category", column(inference).type().kind());
        assertTrue(
                inference.columns().get(0).why().contains("$, EUR"),
                inference.columns().get(0).why());
    }

    @Test
    void codesAreNoNumbersOfAUnit() {
        assertEquals(
                "category",
                column(infer("x", cells(60, i -> i % 7 + (i % 2 == 0 ? "A" : "B"))))
                        .type()
                        .kind());
        assertEquals(
                "category",
                column(infer("x", cells(60, i -> "P" + i % 9))).type().kind());
        assertEquals(
                "category",
                column(infer("x", cells(60, i -> 1 + i % 12 + (i % 5 == 0 ? " am" : " pm"))))
                        .type()
                        .kind());
    }

    @ParameterizedTest
    @CsvSource({"10", "11", "40", "61", "500"})
    void oneOddCellDoesNotTakeAColumn(int rows) {
        List<String> numbers = new ArrayList<>(cells(rows, i -> i % 9 + ".25"));
        numbers.set(rows / 2, ">100");
        InferredSchema inference = infer("x", numbers);
        assertEquals("positive", column(inference).type().kind());
        assertEquals(
                "'>100' in line " + (rows / 2 + 2), inference.columns().get(0).firstUnfit());
        for (int odd : new int[] {0, rows / 2}) {
            List<String> dates = new ArrayList<>(cells(rows, i -> String.format("2021-03-%02d", 1 + i % 28)));
            dates.set(odd, "0000-00-00");
            inference = infer("x", dates);
            assertEquals(
                    new ColumnType.DateTime("uuuu-MM-dd"), column(inference).type());
            assertEquals(1, inference.columns().get(0).unfit());
            assertEquals(
                    "'0000-00-00' in line " + (odd + 2),
                    inference.columns().get(0).firstUnfit());
        }
    }

    @Test
    void infiniteNumbersAreNamedAndTheOthersStayNumbers() {
        List<String> words = List.of("inf", "-inf", "Infinity", "\u221E", "-INF");
        InferredSchema inference = infer("x", cells(60, i -> i % 4 == 1 ? words.get(i % 5) : i + ".5"));
        assertEquals("positive", column(inference).type().kind());
        assertEquals(15, inference.columns().get(0).unfit());
        assertEquals("'-inf' in line 3", inference.columns().get(0).firstUnfit());
        assertEquals("is not a finite number", column(inference).type().codec().complaint("-inf"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "1/5/2024 2:15 PM | 12/25/2023 11:00 AM ! M/d/uuuu h:mm a",
                "01/15/2024 02:15am | 12/25/2023 11:00pm ! MM/dd/uuuu hh:mmaa",
                "January 10, 2012 | May 3, 2013 ! MMMM d, uuuu",
                "10 January 2012 | 3 May 2013 ! d MMMM uuuu",
                "13/01/24 | 02/12/23 ! dd/MM/uu",
                "13.1.24 | 2.12.23 ! d.M.uu",
                "2024-3-5 | 2023-11-15 ! uuuu-M-d",
                "2024-03 | 2023-11 ! uuuu-MM",
                "2024/3 | 2023/11 ! uuuu/M",
                "Mar 2024 | Nov 2023 ! MMM uuuu",
                "2021-10-11T12:55Z | 2021-10-11T12:55:01Z ! uuuu-MM-dd'T'HH:mm[:ss]XXX",
                "2021-10-11 12:55 UTC | 2021-10-12 13:00 UTC ! uuuu-MM-dd HH:mm 'UTC'",
                "Mon, 5 Feb 2024 | Tue, 6 Feb 2024 ! EEE, d MMM uuuu",
                "1550-02-28 | 2400-02-29 ! uuuu-MM-dd",
                "1/13/0099 | 12/1/9999 ! M/d/uuuu",
                "13-Jan-24 | 02-Feb-23 ! dd-MMM-uu",
                "2024-01-02, 10:00 | 2024-01-03, 11:30 ! uuuu-MM-dd, HH:mm",
            })
    void datesAreToldByTheirForm(String cells, String pattern) {
        List<String> both = List.of(cells.split(" \\| "));
        InferredSchema inference = infer("x", both);
        assertEquals(new ColumnType.DateTime(pattern), column(inference).type());
        assertTrue(inference.columns().get(0).exactText());
    }

    @Test
    void anOffsetThatAllDatesHaveIsKeptAndSeveralBecomeUtc() {
        InferredSchema one = infer("x", cells(30, i -> String.format("2023-07-%02dT08:00:00+0530", 1 + i % 28)));
        assertEquals(
                new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ssXX", "+05:30"),
                column(one).type());
        assertTrue(one.columns().get(0).exactText());
        InferredSchema two = infer(
                "x", cells(30, i -> String.format("2023-07-%02dT08:00:00%s", 1 + i % 28, i % 2 == 0 ? "-05:00" : "Z")));
        CellCodec codec = column(two).type().codec();
        assertEquals("2023-07-01T13:00:00Z", codec.format(codec.parse("2023-07-01T08:00:00-05:00")));
        assertTrue(two.columns().get(0).why().contains("all of which become UTC"));
        assertEquals(
                List.of("column x: has dates of several offsets from UTC; what is written is in UTC"), two.remarks());
    }

    @Test
    void wholeNumbersThatAreAllDatesAreDates() {
        assertEquals(
                new ColumnType.DateTime("uuuuMMdd"),
                column(infer("x", cells(90, i -> String.format("2022%02d%02d", 1 + i % 12, 1 + i % 28))))
                        .type());
    }

    @Test
    void aPlaceholderAmongWholeNumbersThatAreDatesIsOdd() {
        List<String> cells = new ArrayList<>(cells(90, i -> String.format("2022%02d%02d", 1 + i % 12, 1 + i % 28)));
        cells.set(5, "99999999");
        InferredSchema inference = infer("x", cells);
        assertEquals(new ColumnType.DateTime("uuuuMMdd"), column(inference).type());
        assertEquals(1, inference.columns().get(0).unfit());
        assertEquals("'99999999' in line 7", inference.columns().get(0).firstUnfit());
        List<String> floats = new ArrayList<>(cells(90, i -> String.format("2022%02d%02d.0", 1 + i % 12, 1 + i % 28)));
        floats.set(3, "");
        assertEquals(
                new ColumnType.DateTime("uuuuMMdd'.0'"),
                column(infer("x", floats)).type());
        assertTrue(infer("x", floats).columns().get(0).exactText());
    }

    @Test
    void blanksThatBreakNoLineAreBlanks() {
        List<String> cells = cells(60, i -> i + ".25\u00A0€");
        assertEquals("positive", column(infer("x", cells)).type().kind());
        requireExact(cells, i -> i + 0.25);
        assertEquals(
                "real",
                column(infer("x", cells(60, i -> (i - 30) + "\u202F%"))).type().kind());
        assertTrue(infer("x", cells(60, i -> i % 2 == 0 ? "New York" : "New\u00A0York"))
                .remarks()
                .get(0)
                .contains("perhaps"));
    }

    @Test
    void wholeNumbersThatOnlyLookLikeDatesAreNumbers() {
        assertEquals(
                "count",
                column(infer("x", cells(90, i -> "" + (20220101 + i % 70 * 7))))
                        .type()
                        .kind());
        assertEquals(
                "count",
                column(infer("x", cells(90, i -> "202201" + (10 + i % 15))))
                        .type()
                        .kind(),
                "one month");
        assertEquals(
                "count",
                column(infer("x", cells(90, i -> "" + (1_600_000_000 + i % 70 * 977))))
                        .type()
                        .kind());
        assertEquals(
                "count",
                column(infer("month", cells(90, i -> "" + (202290 + i % 9))))
                        .type()
                        .kind());
    }

    @Test
    void monthsAndMomentsAreToldByTheName() {
        List<String> months = cells(40, i -> String.format("2021%02d", 1 + i % 5));
        assertEquals(
                new ColumnType.DateTime("uuuuMM"),
                column(infer("month", months)).type());
        assertEquals("count", column(infer("x", months)).type().kind());
        assertEquals(
                new ColumnType.DateTime("uuuuMM"),
                column(infer("x", cells(40, i -> String.format("2021%02d", 1 + i % 12))))
                        .type());
        List<String> seconds = cells(40, i -> "" + (1_600_000_000L + i % 30 * 977));
        assertEquals(
                new ColumnType.DateTime(ColumnType.DateTime.EPOCH_SECONDS),
                column(infer("createdAt", seconds)).type());
        assertEquals(
                new ColumnType.DateTime(ColumnType.DateTime.EPOCH_MILLISECONDS),
                column(infer("event_ts", cells(40, i -> 1_600_000_000_123L + i % 30 * 977L + "")))
                        .type());
        assertEquals(
                "count",
                column(infer("runtime", cells(40, i -> "" + i % 30 * 977)))
                        .type()
                        .kind());
        assertTrue(infer("updated", seconds).columns().get(0).min() == 1_600_000_000.0);
    }

    @Test
    void aFlagMayHaveSeveralSpellings() {
        List<String> cells = cells(60, i -> i % 10 == 0 ? "YES" : i % 3 == 0 ? "yes" : i % 7 == 0 ? " No" : "no");
        InferredSchema inference = infer("x", cells);
        assertEquals(
                new ColumnType.Flag("no", "yes", List.of(" No"), List.of("YES")),
                column(inference).type());
        CellCodec codec = column(inference).type().codec();
        assertEquals(1, codec.parse("YES"));
        assertEquals(0, codec.parse(" No"));
        assertEquals("yes", codec.format(1));
        assertTrue(inference.columns().get(0).why().contains("read are also ' No', 'YES', written are no and yes"));
    }

    @Test
    void levelsThatDifferInBlanksAndCapitalsAreNamed() {
        List<String> cells =
                cells(90, i -> i % 9 == 0 ? "oslo" : i % 10 == 0 ? "Oslo " : i % 2 == 0 ? "Oslo" : "Bergen");
        InferredSchema inference = infer("town", cells);
        assertEquals(
                4, ((ColumnType.Category) column(inference).type()).levels().size());
        assertEquals(
                "'oslo' (10 rows), 'Oslo ' (8 rows) are perhaps 'Oslo' (32 rows)",
                inference.columns().get(0).remark());
        assertEquals(List.of("column town: " + inference.columns().get(0).remark()), inference.remarks());
        assertEquals(
                "", infer("x", cells(60, i -> "level" + i % 5)).columns().get(0).remark());
    }

    @Test
    void whatIsLeftOutIsSaidWithTheReason() {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new String[] {"" + (i + 1), "K" + i, "same", i % 7 + ".5"});
        }
        List<String> said = Schema.infer(
                        Tables.of(List.of("id", "key", "land", "x"), rows), InferenceOptions.defaults())
                .leftOut();
        assertEquals(
                List.of(
                        "column id takes no part, because it is an identifier: consecutive whole numbers, each once",
                        "column key takes no part, because it is an identifier: texts, most of them different",
                        "column land takes no part, because it is constant: the same in all cells"),
                said);
    }

    @Test
    void theUserCanSayWhatAColumnIs() {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new String[] {"" + (10_000 + i), i % 3 == 0 ? "about " + i : "" + i, "20230101", "note " + i});
        }
        TableSource source = Tables.of(List.of("zip", "amount", "day", "note"), rows);
        Map<String, ColumnKind> kinds = Map.of(
                "zip", ColumnKind.CATEGORY,
                "amount", ColumnKind.NUMBER,
                "day", ColumnKind.DATE,
                "note", ColumnKind.TEXT);
        InferredSchema inference =
                Schema.infer(source, InferenceOptions.defaults().withKinds(kinds));
        assertEquals(
                List.of("category", "count", "datetime", "freetext"),
                inference.schema().columns().stream().map(c -> c.type().kind()).toList());
        assertEquals(14, inference.columns().get(1).unfit());
        refused(
                () -> Schema.infer(source, InferenceOptions.defaults().withKinds(Map.of("note", ColumnKind.NUMBER))),
                "column note: cannot be read as numbers; its first cell is 'note 0'");
        refused(
                () -> Schema.infer(source, InferenceOptions.defaults().withKinds(Map.of("nota", ColumnKind.NUMBER))),
                "memory: there is no column 'nota'; the columns are zip, amount, day, note");
        assertEquals(
                List.of(
                        "column zip takes no part, because it is an identifier: consecutive whole numbers, each once",
                        "columns amount, note take no part, because each is an identifier: texts, most of them different",
                        "column day takes no part, because it is constant: the same in all cells"),
                Schema.infer(source, InferenceOptions.defaults()).leftOut());
    }
}
