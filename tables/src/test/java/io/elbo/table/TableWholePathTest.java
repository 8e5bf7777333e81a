package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.CsvSource;
import io.elbo.data.table.FitReport;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile tables through everything: file, schema, encoding, model, decoding, file. What was there comes back to the character,
 * what was not there becomes something that fits the schema.
 */
@Tag("slow")
class TableWholePathTest {
    private static final List<String> MISSING = List.of("", "NA", "?", "null");

    private static final int KINDS = 13;

    @TempDir
    Path folder;

    private static Supplier<String> column(Random random, int kind) {
        List<List<String>> levels = List.of(
                List.of("a,b", "say \"x\"", "two\nlines", "semi;colon", "tab\there", "'single'"),
                List.of("\u05E8\u05D5\u05DE\u05D0", "\u0645\u0631\u062D\u0628\u0627", "\u6F22\u5B57", "\uD83D\uDE00"),
                List.of("yes", "no"),
                List.of("<script>", "=1+1", "@x", "..", "%s%n"),
                List.of(" leading", "trailing ", "in side"));
        return switch (kind) {
            case 0, 1, 2, 3, 4 ->
                () -> levels.get(kind).get(random.nextInt(levels.get(kind).size()));
            case 5 -> () -> "" + random.nextInt(5);
            case 6 ->
                () -> List.of("1e308", "-1e308", "1e-308", "0.5", "-0", "0").get(random.nextInt(6));
            case 7 -> () -> String.format("%.3f", random.nextGaussian() * 1e6);
            case 8 -> () -> String.format("20%02d-%02d-11", random.nextInt(30), 1 + random.nextInt(12));
            case 9 -> () -> "constant";
            case 10 -> () -> "";
            case 11 -> () -> "words that never come again " + random.nextLong();
            default -> () -> random.nextInt(3) > 0 ? "0" : "" + random.nextInt(100_000);
        };
    }

    private record Made(Path file, List<String> names, List<String[]> rows) {}

    private Made made(Random random, int columns, int rows, double holes) {
        return made(random, columns, rows, holes, KINDS);
    }

    private Made made(Random random, int columns, int rows, double holes, int kinds) {
        List<String> names = IntStream.range(0, columns)
                .mapToObj(i -> i % 3 == 0 ? "\u05D0" + i : "c \"" + i)
                .toList();
        List<Supplier<String>> cells = names.stream()
                .map(name -> column(random, random.nextInt(kinds)))
                .toList();
        List<String[]> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String[] row = new String[columns];
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextDouble() < holes
                        ? MISSING.get(random.nextInt(MISSING.size()))
                        : cells.get(j).get();
            }
            all.add(row);
        }
        Path file = folder.resolve("made.csv");
        CsvSink.write(file, CsvFormat.STANDARD, names, sink -> all.forEach(row -> sink.row(0, row)));
        return new Made(file, names, all);
    }

    private static CsvSource open(Path file) {
        return CsvSource.open(file).with(CsvFormat.STANDARD);
    }

    /** Trains by the table and fills it in; every cell that was there has to be there again. */
    private void check(Made made, boolean synthesize) {
        Schema schema =
                Schema.infer(open(made.file), InferenceOptions.defaults()).schema();
        assertEquals(made.names, schema.names());
        TableRun.Table table = TableRun.Table.read(open(made.file), schema, true, Integer.MAX_VALUE, 0);
        TableModel trained = Truth.small(schema, table.rows().toArray(), 2);
        Path file = folder.resolve("model.safetensors");
        trained.save(file);
        TableModel model = TableModel.load(file);
        assertEquals(schema, model.schema());

        List<String[]> full = new ArrayList<>();
        TableUse.impute(
                model,
                open(made.file),
                true,
                new ImputationOptions(5, 0, 0.9, 1),
                List.of((line, cells) -> full.add(cells)));
        assertEquals(made.rows.size(), full.size());
        for (int i = 0; i < full.size(); i++) {
            for (int j = 0; j < made.names.size(); j++) {
                String before = made.rows.get(i)[j];
                if (!schema.columns().get(j).isMissing(before)) {
                    assertEquals(
                            before,
                            full.get(i)[j],
                            "row " + i + ", " + schema.columns().get(j));
                }
            }
        }
        valid(schema, full);

        TableScores scores = model.score(table.rows().toArray());
        for (int i = 0; i < full.size(); i++) {
            assertTrue(Double.isFinite(scores.score()[i]));
            assertTrue(scores.pValue()[i] > 0 && scores.pValue()[i] <= 1);
        }
        if (synthesize) {
            List<String[]> drawn = new ArrayList<>();
            TableUse.synthesize(model, 200, 3, List.of(), (line, cells) -> drawn.add(cells));
            assertEquals(200, drawn.size());
            valid(schema, drawn);
        }
    }

    /** Rows that are written and read again by the schema without anything that does not fit. */
    private void valid(Schema schema, List<String[]> rows) {
        Path copy = folder.resolve("copy.csv");
        CsvSink.write(copy, CsvFormat.STANDARD, schema.names(), sink -> rows.forEach(row -> sink.row(0, row)));
        List<String[]> again = new ArrayList<>();
        FitReport fit = new TableReader(schema, open(copy), true).read((line, values, cells) -> again.add(cells));
        assertEquals(0, fit.misfits());
        assertEquals(rows.size(), again.size());
        for (int i = 0; i < again.size(); i++) {
            assertArrayEquals(rows.get(i), again.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void anyTableComesBackAsItWas(int seed) {
        Random random = new Random(seed);
        check(made(random, 2 + random.nextInt(9), 30 + random.nextInt(200), random.nextDouble() / 2), true);
    }

    @Test
    void tablesOfOneColumnAndOfTwoRows() {
        for (int seed = 0; seed < 3; seed++) {
            check(made(new Random(seed), 1, 40, 0.2), true);
            check(made(new Random(seed), 4, 2, 0.2), true);
        }
    }

    @Test
    void aTableOfOneRowIsRefusedInOneLine() {
        Made made = made(new Random(1), 3, 1, 0);
        Schema schema =
                Schema.infer(open(made.file), InferenceOptions.defaults()).schema();
        double[][] rows =
                TableRun.Table.read(open(made.file), schema, true, 9).rows().toArray();
        DataException refused = assertThrows(DataException.class, () -> Truth.small(schema, rows, 1));
        assertEquals("the table has 1 rows; a model needs two at least", refused.getMessage());
    }

    @Test
    void moreColumnsThanAScorerSeesAtOnce() {
        // of levels, for which there are fewer outputs; and some numbers
        check(made(new Random(5), 300, 30, 0.1, 6), false);
    }

    @Test
    void hostileTablesAreOfAllKinds() {
        Schema schema = Schema.infer(open(made(new Random(5), 200, 60, 0.1).file), InferenceOptions.defaults())
                .schema();
        List<String> kinds =
                schema.columns().stream().map(c -> c.type().kind()).distinct().toList();
        assertTrue(kinds.size() >= 7, kinds.toString());
    }
}
