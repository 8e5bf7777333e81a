package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.formats.StoredType;
import io.elbo.formats.TableLayout;
import io.elbo.formats.Tables;
import io.elbo.formats.TypedSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same table in Parquet, JSON lines and a database gives the same model, and can be used in each format. */
@Tag("slow")
class TableFormatsTest {
    @TempDir
    static Path d;

    private static Path csv;
    private static Path parquet;
    private static Path lines;
    private static Path run;

    @BeforeAll
    static void train() {
        csv = d.resolve("parts.csv");
        parquet = d.resolve("parts.parquet");
        lines = d.resolve("parts.jsonl");
        run = d.resolve("run");
        List<String> names = List.of("id", "length", "count", "kind", "made");
        CsvSink.write(csv, CsvFormat.STANDARD, names, sink -> {
            Random random = new Random(1);
            for (int i = 0; i < 300; i++) {
                double length = Math.round(100 + 300 * random.nextGaussian()) / 8.0;
                sink.row(i, new String[] {
                    "" + (1000 + i),
                    i % 17 == 0 ? "" : String.format(Locale.ROOT, "%s", length),
                    "" + random.nextInt(5),
                    length > 12 ? "long" : "short",
                    String.format("2024-01-%02dT%02d:30:00", 1 + random.nextInt(28), random.nextInt(24))
                });
            }
        });
        // whole numbers without ".0", as their type prescribes
        TableSource source = Tables.open(csv, CsvOptions.defaults());
        Schema schema = Schema.infer(source, InferenceOptions.defaults()).schema();
        Tables.write(parquet, CsvFormat.STANDARD, TableLayout.of(schema, source), source::read);
        TableSource typed = Tables.open(parquet, CsvOptions.defaults());
        Tables.write(lines, CsvFormat.STANDARD, TableLayout.of(schema, typed), typed::read);
        CsvSink.write(csv, CsvFormat.STANDARD, names, typed::read);
        Cli.run("train", "--data", parquet, "--epochs", 3, "--out", run).succeeded();
    }

    private static List<List<String>> rows(Path file) {
        List<List<String>> rows = new ArrayList<>();
        Tables.open(file, CsvOptions.defaults()).read((line, cells) -> rows.add(List.of(cells)));
        return rows;
    }

    @Test
    void theSameCellsMakeTheSameModelAndNothingOfTheQueryIsKept() throws IOException {
        Path text = d.resolve("text");
        Cli.run("train", "--data", csv, "--epochs", 3, "--out", text).succeeded();
        assertEquals(-1, Files.mismatch(run.resolve("model.safetensors"), text.resolve("model.safetensors")));
        Path asked = d.resolve("asked");
        String query = "select * from '" + parquet + "' where 'geheim' = 'geheim'";
        Cli.Result trained = Cli.run("train", "--data", "jdbc:duckdb:", "--query", query, "--epochs", 3, "--out", asked)
                .succeeded();
        assertEquals(-1, Files.mismatch(run.resolve("model.safetensors"), asked.resolve("model.safetensors")));
        assertFalse((trained.out() + trained.err()).contains("geheim"));
        Cli.contents(asked).forEach((file, kept) -> assertFalse(kept.contains("geheim"), file.toString()));
    }

    @Test
    void theSchemaIsTheSameWhereverTheTableIs() {
        String expected = Cli.run("schema", csv).succeeded().out();
        assertTrue(expected.contains("datetime"), expected);
        assertEquals(expected, Cli.run("schema", parquet).succeeded().out());
        assertEquals(expected, Cli.run("schema", lines).succeeded().out());
        assertEquals(
                expected,
                Cli.run("schema", "jdbc:duckdb:", "--query", "select * from '" + parquet + "'")
                        .succeeded()
                        .out());
    }

    @Test
    void scoresAreTheSameInEveryFormatAndKeepTheTypes() {
        List<List<List<String>>> all = new ArrayList<>();
        for (String out : List.of("s.csv", "s.parquet", "s.jsonl", "s.json", "s.tsv.gz")) {
            Cli.run("score", run, "--data", parquet, "--false-alarms", 0.05, "-o", d.resolve(out))
                    .succeeded();
            all.add(rows(d.resolve(out)));
        }
        assertEquals(300, all.get(0).size());
        for (List<List<String>> rows : all) {
            for (int i = 0; i < rows.size(); i++) {
                List<String> expected = all.get(0).get(i);
                assertEquals(expected.subList(0, 5), rows.get(i).subList(0, 5));
                for (int column = 5; column < 8; column++) {
                    assertEquals(
                            Double.parseDouble(expected.get(column)),
                            Double.parseDouble(rows.get(i).get(column)));
                }
            }
        }
        TypedSource scored = (TypedSource) Tables.open(d.resolve("s.parquet"), CsvOptions.defaults());
        assertEquals(
                List.of("id", "length", "count", "kind", "made", "anomaly_score", "p_value", "is_anomaly"),
                scored.columns());
        assertEquals(StoredType.TIMESTAMP, scored.stored().get(4));
        assertEquals(StoredType.WHOLE, scored.stored().get(7));
        Cli.Result again = Cli.run(
                "score", run, "--data", d.resolve("s.parquet"), "--false-alarms", 0.05, "-o", d.resolve("t.csv"));
        assertEquals(1, again.code());
        assertTrue(again.err().contains("s.parquet: already has a column anomaly_score"), again.err());
    }

    @Test
    void whatIsFilledInIsTheSameInEveryFormat() {
        Cli.run("impute", run, "--data", csv, "-o", d.resolve("full.csv")).succeeded();
        List<List<String>> expected = rows(d.resolve("full.csv"));
        assertTrue(expected.stream().noneMatch(row -> row.get(1).isEmpty()));
        for (String out : List.of("full.parquet", "full.jsonl")) {
            Cli.run("impute", run, "--data", lines, "-o", d.resolve(out)).succeeded();
            List<List<String>> rows = rows(d.resolve(out));
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(
                        Double.parseDouble(expected.get(i).get(1)),
                        Double.parseDouble(rows.get(i).get(1)));
                assertEquals(expected.get(i).get(3), rows.get(i).get(3));
            }
        }
        Cli.run("impute", run, "--data", parquet, "--draws", 2, "-o", d.resolve("drawn.parquet"))
                .succeeded();
        assertEquals(300, rows(d.resolve("drawn-1.parquet")).size());
        assertFalse(rows(d.resolve("drawn-1.parquet")).equals(rows(d.resolve("drawn-2.parquet"))));
    }

    @Test
    void latentsAndNewRowsAreWrittenWithTypes() {
        Cli.run("encode", run, "--data", parquet, "-o", d.resolve("z.csv")).succeeded();
        Cli.run("encode", run, "--data", parquet, "-o", d.resolve("z.parquet")).succeeded();
        List<List<String>> text = rows(d.resolve("z.csv"));
        List<List<String>> typed = rows(d.resolve("z.parquet"));
        assertEquals(300, text.size());
        for (int i = 0; i < text.size(); i++) {
            for (int j = 0; j < text.get(i).size(); j++) {
                assertEquals(
                        Float.parseFloat(text.get(i).get(j)),
                        Float.parseFloat(typed.get(i).get(j)));
            }
        }
        Cli.run("synthesize", run, "-n", 50, "-o", d.resolve("new.csv")).succeeded();
        Cli.run("synthesize", run, "-n", 50, "-o", d.resolve("new.parquet")).succeeded();
        List<List<String>> rows = rows(d.resolve("new.parquet"));
        assertEquals(50, rows.size());
        for (int i = 0; i < 50; i++) {
            List<String> expected = rows(d.resolve("new.csv")).get(i);
            assertEquals(expected.get(3), rows.get(i).get(3));
            assertEquals(
                    Double.parseDouble(expected.get(2)),
                    Double.parseDouble(rows.get(i).get(2)));
        }
    }

    @Test
    void flagsSayHowTextIsWritten() throws IOException {
        Path odd = Files.write(
                d.resolve("odd.txt"), "1:1,5:~a:b~\n2:2,5:\u00E9\n3\n4:3,5:c\n".getBytes(StandardCharsets.ISO_8859_1));
        Cli.Result shown = Cli.run(
                        "schema",
                        odd,
                        "--delimiter",
                        ":",
                        "--quote",
                        "~",
                        "--no-header",
                        "--encoding",
                        "ISO-8859-1",
                        "--decimal-comma",
                        "--broken",
                        "skip",
                        "--json")
                .succeeded();
        assertTrue(shown.out().contains("\"a:b\"") && shown.out().contains("\u00E9"), shown.out());
        assertTrue(shown.out().contains("\"c2\""), shown.out());
        Cli.Result plain = Cli.run(
                "schema",
                odd,
                "--delimiter",
                ":",
                "--quote",
                "~",
                "--no-header",
                "--decimal-comma=true",
                "--broken",
                "skip");
        assertTrue(plain.out().contains("left out: line 3: has 1 cell"), plain.out());
        assertEquals(1, Cli.run("schema", odd, "--delimiter", ":").code());
        // a model of a table with decimal points imputes a table with decimal commas, and writes commas
        Path commas = Files.writeString(
                d.resolve("commas.csv"),
                "id;length;count;kind;made\n1;12,25;1;long;2024-01-05T10:30:00\n2;;1;short;2024-01-05T10:30:00\n");
        Cli.Result filled = Cli.run(
                        "impute", run, "--data", commas, "--decimal-comma", "-o", d.resolve("commas-full.csv"))
                .succeeded();
        assertEquals("", String.join("", filled.errors()));
        List<String> out = Files.readAllLines(d.resolve("commas-full.csv"));
        assertEquals("1;12,25;1;long;2024-01-05T10:30:00", out.get(1));
        assertTrue(out.get(2).matches("2;-?\\d+(,\\d+)?;1;short;.*"), out.get(2));
    }

    @Test
    void noPasswordIsShown() {
        Cli.Result failed = Cli.run("schema", "jdbc:nosql://me:geheim@host/db?password=geheim", "--query", "select 1");
        assertEquals(1, failed.code());
        assertFalse(failed.err().contains("geheim"), failed.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2 | schema jdbc:duckdb:                                | --query is missing
        2 | train --data jdbc:duckdb: --out NEW                | --query is missing
        2 | schema CSV --query x                               | --query requires a database
        2 | schema jdbc:duckdb: --query x --header             | it cannot be used with flags for text files
        2 | schema CSV --delimiter ab                          | --delimiter: 'ab' must be one character
        2 | schema CSV --delimiter a                           | --delimiter 'a': must not be a letter
        2 | schema CSV --quote ; --delimiter ;                 | --delimiter ';': must differ from the quote
        2 | schema CSV --encoding none                         | --encoding: 'none' must be a known encoding
        2 | schema CSV --header --no-header                    | --header cannot be used with --no-header
        2 | schema CSV --broken maybe                          | --broken: 'maybe' must be refuse or skip
        2 | train --data CSV --delimiter ab --out NEW          | --delimiter: 'ab'
        2 | score RUN --query x                                | --query requires a database
        2 | score RUN --delimiter xx                           | --delimiter: 'xx' must be
        2 | train --data lines --delimiter ; --out NEW         | --delimiter: only allowed with a table as --data
        2 | score RUN --data CSV --broken maybe                | --broken: 'maybe'
        2 | impute RUN --data CSV --quote xx -o NEW.csv        | --quote: 'xx'
        2 | impute RUN --data CSV -o NEW.npy                   | must end in .csv or .tsv or .csv.gz or .tsv.gz or .xlsx or .parquet
        2 | synthesize RUN -o NEW.csv --encoding utf-8     | --encoding: only allowed with --report
        2 | encode RUN --data CSV --encoding x -o NEW.csv      | --encoding: 'x'
        2 | encode RUN --data CSV -o NEW.txt                   | must end in .csv
        1 | schema PARQUET --delimiter ;                       | parts.parquet: delimiter, quote, header
        1 | schema DAMAGED                                     | damaged.parquet: is not a readable Parquet file
        1 | schema none.parquet                                | none.parquet: there is no such file
        1 | schema jdbc:nosql: --query x                       | jdbc:nosql: there is no driver for it
        1 | schema jdbc:duckdb: --query x                      | jdbc:duckdb: Parser Error
        """)
    void whatCannotBeIsSaidInOneLine(int code, String words, String message) throws IOException {
        Path damaged = d.resolve("damaged.parquet");
        Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(parquet), 500));
        Object[] command = words.strip()
                .replace("RUN", run.toString())
                .replace("CSV", csv.toString())
                .replace("PARQUET", parquet.toString())
                .replace("DAMAGED", damaged.toString())
                .replace("NEW", d.resolve("new").toString())
                .split(" +");
        Cli.Result result = Cli.run(command);
        assertEquals(code, result.code(), result.err());
        assertTrue(result.err().contains(message), result.err());
        assertTrue(result.errors().size() <= 2, result.err());
    }
}
