package io.elbo.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole tables with columns in one style are written back byte for byte: file, detection, inference, numbers, text, file. */
@Tag("slow")
class TableRoundTripTest {
    private static final int CASES = 120;

    @TempDir
    Path folder;

    /** Writes the cells of one column, one after the other. */
    private static Supplier<String> column(Random random, char mark) {
        switch (random.nextInt(8)) {
            case 0:
                return () -> List.of("no", "yes").get(random.nextInt(2));
            case 1:
                return () -> List.of("Oslo", "\u05E8\u05D5\u05DE\u05D0", "a,b;c", "say \"x\"", "two\nlines", "#1")
                        .get(random.nextInt(6));
            case 2:
                return () -> String.format(
                        "%02d.%02d.20%02d", 1 + random.nextInt(28), 1 + random.nextInt(12), random.nextInt(30));
            case 3:
                return () -> String.format(
                        "2024-%02d-11T%02d:30:%02dZ", 1 + random.nextInt(12), random.nextInt(24), random.nextInt(60));
            case 4:
                return () -> "" + (random.nextInt(1000) - 500);
            case 5:
                return () -> "some words that differ from row to row " + random.nextInt();
            default:
                int most = 1 + random.nextInt(5);
                NumberStyle style = new NumberStyle(
                        random.nextBoolean() ? most : 0,
                        random.nextInt(4) == 0 ? -1 : most,
                        NumberStyle.ALL_DIGITS,
                        mark,
                        random.nextInt(3) > 0 ? "" : mark == '.' ? "," : ".",
                        1);
                NumberStyle whole =
                        style.mostDecimals() < 0 ? new NumberStyle(0, -1, NumberStyle.ALL_DIGITS, mark, "", 1) : style;
                CellCodec codec = new ColumnType.Real(whole).codec();
                double scale = StrictMath.pow(10, random.nextInt(5));
                return () -> codec.format(random.nextGaussian() * scale);
        }
    }

    private static String table(Path file, CsvFormat format, Random random) throws IOException {
        int columns = 2 + random.nextInt(6);
        List<String> names = new ArrayList<>();
        List<Supplier<String>> cells = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add("n" + i);
            cells.add(column(random, format.decimalComma() ? ',' : '.'));
            marks.add(List.of("", "NA", "?").get(random.nextInt(3)));
        }
        CsvSink.write(file, format, names, sink -> {
            for (int row = 0; row < 80; row++) {
                String[] line = new String[columns];
                for (int i = 0; i < columns; i++) {
                    line[i] = random.nextInt(12) == 0
                            ? marks.get(i)
                            : cells.get(i).get();
                }
                sink.row(row, line);
            }
        });
        return Files.readString(file, format.charset());
    }

    @Test
    void tablesComeBackByteForByte() throws IOException {
        List<Charset> charsets = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(i);
            CsvFormat format = new CsvFormat(",;\t|".charAt(i % 4), '"', charsets.get(i % 3), true, i % 8 >= 4);
            Path file = folder.resolve("t.csv");
            String expected = table(file, format, random);
            CsvSource source = CsvSource.open(file);
            assertEquals(format.withDecimalComma(false), source.format().withDecimalComma(false), "case " + i);
            // A table without decimals cannot show its decimal mark.
            source = source.with(format);
            Schema schema = Schema.infer(source, InferenceOptions.defaults()).schema();
            Path copy = folder.resolve("copy.csv");
            TableReader reader = new TableReader(schema, source, true);
            CsvSink.write(
                    copy,
                    format,
                    schema.names(),
                    sink -> reader.read((line, values, cells) -> {
                        String[] written = new String[cells.length];
                        for (int c = 0; c < written.length; c++) {
                            Column column = schema.columns().get(c);
                            written[c] = column.type().ignored()
                                    ? cells[c]
                                    : Double.isNaN(values[c])
                                            ? column.missingText()
                                            : column.type().codec().format(values[c]);
                        }
                        sink.row(line, written);
                    }));
            assertEquals(expected, Files.readString(copy, format.charset()), "case " + i + ": " + schema);
        }
    }
}
