package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.CsvSource;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.InferredSchema;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All file types give back the same cells, with the same column types. */
@Tag("slow")
class RoundTripTest {
    private static final int CASES = 12;
    private static final List<String> KINDS = List.of("t.parquet", "t.jsonl", "t.json", "t.ndjson.gz");
    private static final List<String> HOSTILE = List.of(
            "",
            "NA",
            "NaN",
            "null",
            "?",
            "-0",
            "0",
            "1e308",
            "-1E-308",
            "1e999",
            "007",
            "1,5",
            "1.50",
            "12345678901234567890",
            "true",
            "say \"x\"",
            "\"",
            "\"\"",
            "two\nlines",
            "two\r\nlines",
            "tab\there",
            " blanks ",
            "\\",
            "\\u0041",
            "{\"a\": 1}",
            "a,b;c|d",
            "\u05E9\u05DC\u05D5\u05DD",
            "\u202Eabc",
            "\uD83D\uDE00",
            "\u0001",
            "\u2028",
            "'; DROP TABLE t; --",
            "2024-01-31",
            "x".repeat(5000));

    @TempDir
    Path folder;

    private static final List<String> NAMES = List.of(
            "a", "_", "\"", "x y", "select", "'", "\u05D0", "a.b", "c,d", "e\\", "{", "\uD83D\uDE00", "rowid", "1");

    /** Compares cell by cell, so that the message is short. */
    private static void same(List<List<String>> expected, List<List<String>> rows, String hint) {
        assertEquals(expected.size(), rows.size(), hint);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                assertEquals(
                        expected.get(row).get(column),
                        rows.get(row).get(column),
                        hint + ", row " + row + ", column " + column);
            }
        }
    }

    private void sameEverywhere(List<String> names, List<List<String>> rows, TableLayout layout, String hint) {
        Path csv = folder.resolve("t.csv");
        CsvSink.write(csv, CsvFormat.STANDARD, names, Cells.content(rows));
        TableSource text = CsvSource.open(csv, CsvFormat.STANDARD, BrokenRows.REFUSE);
        assertEquals(rows, Cells.rows(text), hint);
        InferredSchema expected = Schema.infer(text, InferenceOptions.defaults());
        for (String kind : KINDS) {
            Path file = folder.resolve(kind);
            assertEquals(List.of(), Tables.write(file, CsvFormat.STANDARD, layout, Cells.content(rows)), hint + kind);
            TableSource source = Tables.open(file, CsvOptions.defaults());
            assertEquals(names, source.columns(), hint + kind);
            same(rows, Cells.rows(source), hint + kind);
            InferredSchema found = Schema.infer(source, InferenceOptions.defaults());
            assertEquals(expected.schema(), found.schema(), hint + kind);
        }
    }

    @Test
    void anyTextComesBackToTheCharacter() {
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i);
            int columns = i % 8 == 0 ? 1 : 1 + random.nextInt(NAMES.size());
            int rows = i % 5 == 0 ? 1 : 1 + random.nextInt(40);
            List<String> names = NAMES.subList(0, columns);
            List<List<String>> cells = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                cells.add(IntStream.range(0, columns)
                        .mapToObj(c -> c == 3 ? "" : HOSTILE.get((7 * c + random.nextInt(9)) % HOSTILE.size()))
                        .toList());
            }
            sameEverywhere(names, cells, TableLayout.of(names, StoredType.TEXT), "case " + i + " ");
        }
    }

    /** Returns cells as typed sources write them, in typed columns. */
    private static Supplier<String> column(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> () -> NumberStyle.shortest(random.nextGaussian());
            case 1 -> () -> NumberStyle.shortest(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
            case 2 -> () -> "" + random.nextInt(1000);
            case 3 -> () -> random.nextBoolean() ? "true" : "false";
            case 4 ->
                () -> List.of("Oslo", "\u05E8\u05D5\u05DE\u05D0", "two\nlines", "say \"x\"")
                        .get(random.nextInt(4));
            case 5 ->
                () -> String.format(
                        "20%02d-%02d-%02d", random.nextInt(90), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case 6 ->
                () -> String.format(
                        "1999-12-31T%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60));
            case 7 ->
                () -> String.format(
                        "2024-02-29T%02d:59:%02d.%03dZ",
                        random.nextInt(24), random.nextInt(60), 1 + random.nextInt(999));
            default ->
                () -> List.of("-1.5", "-0", "0", "1e+308", "-1e-300", "0.25", "123456789012")
                        .get(random.nextInt(7));
        };
    }

    @Test
    void typedColumnsComeBackToTheCharacter() {
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(1000 + i);
            int columns = 1 + random.nextInt(6);
            List<String> names =
                    IntStream.range(0, columns).mapToObj(c -> "n" + c).toList();
            List<Supplier<String>> cells =
                    names.stream().map(name -> column(random)).toList();
            List<List<String>> rows = new ArrayList<>();
            for (int row = 0; row < 60; row++) {
                rows.add(cells.stream()
                        .map(cell -> random.nextInt(10) == 0 ? "" : cell.get())
                        .toList());
            }
            Path csv = folder.resolve("typed.csv");
            CsvSink.write(csv, CsvFormat.STANDARD, names, Cells.content(rows));
            TableSource text = CsvSource.open(csv, CsvFormat.STANDARD, BrokenRows.REFUSE);
            Schema schema = Schema.infer(text, InferenceOptions.defaults()).schema();
            sameEverywhere(names, rows, TableLayout.of(schema), "case " + i + " " + schema + " ");
        }
    }

    @Test
    void fiveThousandColumnsComeBack() {
        List<String> names =
                IntStream.range(0, 5000).mapToObj(c -> "column " + c).toList();
        List<List<String>> rows = IntStream.range(0, 3)
                .mapToObj(row -> IntStream.range(0, 5000)
                        .mapToObj(c -> c % 3 == 0 ? "x" + row : NumberStyle.shortest(c + row * 0.1))
                        .toList())
                .toList();
        sameEverywhere(names, rows, TableLayout.of(names, StoredType.TEXT), "wide ");
    }

    @Test
    void manyRowsComeBackInTheirOrder() {
        List<String> names = List.of("n", "text");
        int count = 300_000; // several row groups
        Path file = folder.resolve("long.parquet");
        TableLayout layout = TableLayout.of(List.of("n"), StoredType.WHOLE).with("text", StoredType.TEXT);
        Tables.write(file, CsvFormat.STANDARD, layout, sink -> {
            for (int i = 0; i < count; i++) {
                sink.row(i, new String[] {"" + i, i % 7 == 0 ? "" : "t" + i % 1000});
            }
        });
        TableSource source = Tables.open(file, CsvOptions.defaults());
        assertEquals(names, source.columns());
        long[] seen = new long[1];
        assertEquals(
                count,
                source.read((line, cells) -> {
                            assertEquals(seen[0] + 1, line);
                            assertEquals("" + seen[0], cells[0]);
                            assertEquals(seen[0] % 7 == 0 ? "" : "t" + seen[0] % 1000, cells[1]);
                            seen[0]++;
                        })
                        .rows());
    }
}
