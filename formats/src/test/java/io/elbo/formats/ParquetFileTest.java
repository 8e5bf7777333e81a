package io.elbo.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.Column;
import io.elbo.data.table.ColumnType;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableFile;
import io.elbo.data.table.TableSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files that SQL created, and queries written files in SQL. The database is the oracle. */
@Tag("slow")
class ParquetFileTest {
    @TempDir
    Path folder;

    private Path made(String select) throws SQLException {
        Path file = folder.resolve("made.parquet");
        try (Connection connection = DuckDb.open();
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
        }
        return file;
    }

    private static List<List<String>> asked(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DuckDb.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void cellsOfAllTypesAreTextThatReadsBack() throws SQLException {
        String[][] cases = {
            {"1.5::double", "1.5"},
            {"1e308::double", "1e+308"},
            {"'-0.0'::double", "-0"},
            {"'nan'::double", "NaN"},
            {"'-infinity'::double", "-inf"},
            {"100::double", "100"},
            {"0.1::float", "0.1"},
            {"16777216::float", "16777216"},
            {"1.50::decimal(10,2)", "1.50"},
            {"12345678901234567890123456.78::decimal(38,2)", "12345678901234567890123456.78"},
            {"(-5)::tinyint", "-5"},
            {"200::utinyint", "200"},
            {"18446744073709551615::ubigint", "18446744073709551615"},
            {"true", "true"},
            {"'two' || chr(10) || 'lines'", "two\nlines"},
            {"date '2024-02-29'", "2024-02-29"},
            {"time '13:30:00'", "13:30:00"},
            {"timestamp '2024-03-31 02:30:00'", "2024-03-31T02:30:00"},
            {"timestamp '2024-03-31 02:30:00.5'", "2024-03-31T02:30:00.500"},
            {"timestamp '2024-03-31 02:30:00.000001'", "2024-03-31T02:30:00.000001"},
            {"timestamp_ns '2024-03-31 02:30:00.123456789'", "2024-03-31T02:30:00.123456789"},
            {"timestamptz '2024-01-05 13:30:00+02'", "2024-01-05T11:30:00Z"},
            {"'a'::enum('a', 'b')", "a"},
            {"uuid '00000000-0000-0000-0000-000000000001'", "00000000-0000-0000-0000-000000000001"},
            {"null::integer", ""},
            {"null::timestamp", ""},
            {"[1, 2]", "[1,2]"},
            {"{'a': 1, 'b': ['x', null]}", "{\"a\":1,\"b\":[\"x\",null]}"},
            {"map {'k': 1.5::double}", "{\"k\":1.5}"},
        };
        StringBuilder select = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < cases.length; i++) {
            select.append(i == 0 ? "SELECT " : ", ")
                    .append(cases[i][0])
                    .append(" AS c")
                    .append(i);
            expected.add(cases[i][1]);
        }
        TypedSource source = ParquetFile.open(made(select.toString()));
        assertEquals(List.of(expected), Cells.rows(source));
        assertEquals(3, source.notes().size(), source.notes().toString());
        assertTrue(
                source.notes().get(0).startsWith("column c26 holds lists or structures"),
                source.notes().get(0));
    }

    @Test
    void aColumnHasAsManyDecimalsOfASecondAsItNeeds() throws SQLException {
        TableSource source =
                ParquetFile.open(made("SELECT * FROM (VALUES (timestamp '2024-01-01 00:00:00', time '01:02:03'), "
                        + "(timestamp '2024-01-01 00:00:00.25', time '01:02:04'), (null, null)) t(a, b)"));
        List<List<String>> expected = List.of(
                List.of("2024-01-01T00:00:00.000", "01:02:03"),
                List.of("2024-01-01T00:00:00.250", "01:02:04"),
                List.of("", ""));
        assertEquals(expected, Cells.rows(source));
        assertEquals(expected, Cells.rows(source), "again");
    }

    @Test
    void bytesAreRefusedByTheNameOfTheirColumn() throws SQLException {
        Path file = made("SELECT 1 AS a, 'x'::blob AS picture");
        DataException e = assertThrows(DataException.class, () -> ParquetFile.open(file));
        assertTrue(e.getMessage().startsWith(file + ": column picture holds bytes"), e.getMessage());
    }

    @Test
    void columnsAreStoredByTheirSchema() throws SQLException {
        Schema schema = new Schema(List.of(
                column("real", new ColumnType.Real(NumberStyle.SHORTEST)),
                column("count", new ColumnType.Count(NumberStyle.WHOLE)),
                column("yes", new ColumnType.Flag("false", "true")),
                column("one", new ColumnType.Flag("0", "1")),
                column("level", new ColumnType.Category(List.of("1", "2"))),
                column("day", new ColumnType.DateTime("dd.MM.uuuu")),
                column("time", new ColumnType.DateTime("H:mm")),
                column("both", new ColumnType.DateTime("uuuu-MM-dd HH:mm:ss")),
                column("moment", new ColumnType.DateTime("uuuu-MM-dd'T'HH:mm:ss.SSSXXX")),
                column("id", new ColumnType.Identifier())));
        Path file = folder.resolve("typed.parquet");
        List<String> notes = ParquetFile.write(
                file,
                TableLayout.of(schema),
                Cells.content(List.of(
                        List.of(
                                "1,234.5",
                                "9007199254740993",
                                "true",
                                "1",
                                "2",
                                "29.02.2024",
                                "7:05",
                                "1969-12-31 23:59:59.5",
                                "2024-01-05T13:30:00.125+02:00",
                                "007"),
                        List.of("NA", "", "?", "NA", "NA", "", "", "", "", "NA"),
                        List.of("abc", "1.5", "maybe", "0", "3", "31.02.2024", "25:00", "", "", ""))));
        String from = " FROM read_parquet(" + DuckDb.literal(file.toString()) + ")";
        assertEquals(
                List.of(
                        "DOUBLE",
                        "BIGINT",
                        "BOOLEAN",
                        "BIGINT",
                        "VARCHAR",
                        "DATE",
                        "TIME",
                        "TIMESTAMP",
                        "TIMESTAMP WITH TIME ZONE",
                        "VARCHAR"),
                asked("DESCRIBE SELECT *" + from).stream()
                        .map(row -> row.get(1))
                        .toList());
        List<List<String>> rows = asked(
                "SELECT \"real\", \"count\", yes, one, level, day, \"time\", \"both\"::varchar, epoch_ms(moment), id"
                        + from);
        assertEquals(
                List.of(
                        "1234.5",
                        "9007199254740993",
                        "true",
                        "1",
                        "2",
                        "2024-02-29",
                        "07:05",
                        "1969-12-31 23:59:59.5",
                        "1704454200125",
                        "007"),
                rows.get(0));
        assertEquals(List.of("null"), rows.get(1).stream().distinct().toList());
        assertEquals(List.of("null", "null", "null", "0", "3", "null", "null", "null", "null", "null"), rows.get(2));
        assertEquals(5, notes.size(), notes.toString());
        assertEquals(file + ": row 3, column real: 'abc' is not a DOUBLE; the cell is left empty", notes.get(0));
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, List.of("", "NA", "?"));
    }

    @Test
    void whatTheSchemaDoesNotKnowIsStoredAsItCame() throws SQLException {
        TypedSource source = ParquetFile.open(
                made(
                        "SELECT 9007199254740993 AS id, 0.1::float AS f, true AS ok, timestamp '2024-01-01 00:00:00.5' AS at, 'x' AS t, 5 AS n"));
        Schema schema = new Schema(List.of(
                column("n", new ColumnType.Positive(NumberStyle.WHOLE)), column("id", new ColumnType.Identifier())));
        Path file = folder.resolve("again.parquet");
        assertEquals(
                List.of(),
                Tables.write(
                        file,
                        CsvFormat.STANDARD,
                        TableLayout.of(schema, source).with("score", StoredType.NUMBER),
                        sink -> source.read((line, cells) -> {
                            String[] more = Arrays.copyOf(cells, cells.length + 1);
                            more[cells.length] = "0.25";
                            sink.row(line, more);
                        })));
        String from = " FROM read_parquet(" + DuckDb.literal(file.toString()) + ")";
        assertEquals(
                List.of("BIGINT", "FLOAT", "BOOLEAN", "TIMESTAMP", "VARCHAR", "DOUBLE", "DOUBLE"),
                asked("DESCRIBE SELECT *" + from).stream()
                        .map(row -> row.get(1))
                        .toList());
        assertEquals(
                List.of(List.of("9007199254740993", "0.1", "true", "2024-01-01 00:00:00.5", "x", "5.0", "0.25")),
                asked("SELECT *" + from));
    }

    @Test
    void theNameOfAFileIsNoPatternAndNoPartition() throws Exception {
        for (String name : List.of(
                "a*b.parquet", "a?b.parquet", "a[1].parquet", "it's.parquet", "k=7.parquet", "\u05D0 \"x\".parquet")) {
            Path file = folder.resolve(name);
            ParquetFile.write(
                    file, TableLayout.of(List.of("n"), StoredType.WHOLE), Cells.content(List.of(List.of("1"))));
            Files.copy(file, folder.resolve("a1b.parquet"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            TableSource source = Tables.open(file, CsvOptions.defaults());
            assertEquals(List.of("n"), source.columns(), name);
            assertEquals(List.of(List.of("1")), Cells.rows(source), name);
        }
    }

    @Test
    void namesThatDifferInCapitalsOnlyAreRefused() {
        TableLayout layout = TableLayout.of(List.of("a", "A"), StoredType.TEXT);
        Path file = folder.resolve("twins.parquet");
        DataException e = assertThrows(DataException.class, () -> ParquetFile.write(file, layout, sink -> {}));
        assertTrue(e.getMessage().contains("the columns a and A, which differ only in capitals"), e.getMessage());
    }

    @Test
    void aFileThatIsNotFinishedLeavesTheOldOneAndNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("old.parquet"), "old");
        TableLayout layout = TableLayout.of(List.of("a"), StoredType.TEXT);
        assertThrows(
                IllegalStateException.class,
                () -> ParquetFile.write(file, layout, sink -> {
                    sink.row(1, new String[] {"x"});
                    try {
                        assertEquals(
                                "old", Files.readString(file), "the old file is there while the new one is written");
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    throw new IllegalStateException("stopped");
                }));
        assertEquals("old", Files.readString(file));
        DataException e = assertThrows(
                DataException.class,
                () -> ParquetFile.write(folder.resolve("none").resolve("x.parquet"), layout, sink -> {}));
        assertTrue(e.getMessage().contains("there is no folder"), e.getMessage());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void theSameTableIsTheSameBytes() throws IOException {
        byte[][] twice = new byte[2][];
        for (int i = 0; i < 2; i++) {
            Path file = folder.resolve("t" + i + ".parquet");
            ParquetFile.write(file, TableLayout.of(List.of("a", "b"), StoredType.NUMBER), sink -> {
                Random random = new Random(1);
                for (int row = 0; row < 5000; row++) {
                    sink.row(row, new String[] {"" + random.nextInt(9), NumberStyle.shortest(random.nextGaussian())});
                }
            });
            twice[i] = Files.readAllBytes(file);
        }
        assertArrayEquals(twice[0], twice[1]);
    }

    @Test
    void standardInputMayBeParquet() throws Exception {
        byte[] bytes = Files.readAllBytes(made("SELECT 1 AS a"));
        TableSource source = Tables.open(new ByteArrayInputStream(bytes), CsvOptions.defaults());
        assertEquals(List.of(List.of("1")), Cells.rows(source));
        bytes[bytes.length - 10] ^= 0x55;
        DataException e = assertThrows(
                DataException.class,
                () -> Tables.open(new ByteArrayInputStream(Arrays.copyOf(bytes, 20)), CsvOptions.defaults()));
        assertTrue(
                e.getMessage().startsWith(TableFile.STANDARD_INPUT + ": is not a readable Parquet file"),
                e.getMessage());
    }

    @Test
    void damagedFilesAreReadOrRefusedInOneLine() throws Exception {
        Path whole = made("SELECT i, i * 0.5 AS d, 'text ' || i AS t, i % 2 = 0 AS b, [i, i] AS l, "
                + "timestamp '2024-01-01 00:00:00' + to_microseconds(i) AS at FROM range(500) r(i)");
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.resolve("damaged.parquet");
        Random random = new Random(1);
        int refused = 0;
        int cases = 0;
        for (int cut = 0; cut < bytes.length; cut += Math.max(1, bytes.length / 30)) {
            Files.write(file, Arrays.copyOf(bytes, cut));
            assertTrue(refused(file), "cut at " + cut);
        }
        for (int i = 0; i < 150; i++) {
            byte[] changed = bytes.clone();
            // the footer describes all the rest
            int from = i % 2 == 0
                    ? random.nextInt(bytes.length)
                    : bytes.length - 1 - random.nextInt(Math.min(bytes.length, 900));
            for (int n = random.nextInt(3); n >= 0; n--) {
                changed[Math.min(bytes.length - 1, from + n)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            refused += refused(file) ? 1 : 0;
            cases++;
        }
        assertTrue(refused > cases / 4, refused + " of " + cases + " were refused");
    }

    private static boolean refused(Path file) {
        try {
            TableSource source = Tables.open(file, CsvOptions.defaults());
            source.read((line, cells) -> assertEquals(source.columns().size(), cells.length));
            return false;
        } catch (DataException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            return true;
        }
    }
}
