package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.InferenceOptions;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.formats.TableLayout;
import io.elbo.formats.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as spreadsheets export them: how they are read, reported and written. */
@Tag("slow")
class TablesAsTheyComeTest {
    @TempDir
    static Path d;

    private static Path csv;
    private static Path run;
    private static Cli.Result trained;

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("\uFEFFsep=;\r\nnr;price, net;rate;day;town;same\r\n");
        for (int i = 0; i < 120; i++) {
            text.append(i + 1)
                    .append(';')
                    .append(
                            i == 50
                                    ? "on request"
                                    : String.format("€ %d,%02d", 5 + random.nextInt(90), random.nextInt(100)))
                    .append(String.format(";%d,%d%%", random.nextInt(20), random.nextInt(10)))
                    .append(String.format(";%d.%d.2024", 1 + random.nextInt(28), 1 + random.nextInt(12)))
                    .append(i % 3 == 0 ? ";Köln" : i % 40 == 1 ? ";köln" : ";Bonn")
                    .append(";x\r\n");
        }
        csv = Files.writeString(d.resolve("shop.csv"), text);
        run = d.resolve("run");
        trained = Cli.run("train", "--data", csv, "--epochs", 3, "--out", run).succeeded();
    }

    @Test
    void trainingSaysWhatTakesNoPartAndWhatIsDoubtful() {
        for (String said : List.of(
                "line 1, sep=;, gives the delimiter",
                "column nr takes no part, because it is an identifier: consecutive whole numbers",
                "column same takes no part, because it is constant",
                "--as COLUMN=category",
                "column town: 'köln' (2 rows) is perhaps 'Köln' (40 rows)",
                "column price, net: 'on request' is not a number")) {
            assertTrue(
                    trained.err().contains("elbo: note: ") && trained.err().contains(said),
                    said + " in " + trained.err());
        }
    }

    @Test
    void whatIsDrawnAndFilledInLooksLikeTheTable() throws IOException {
        Path drawn = d.resolve("drawn.csv");
        Cli.run("synthesize", run, "-n", 40, "-o", drawn).succeeded();
        String text = Files.readString(drawn);
        assertTrue(text.startsWith("\uFEFFnr;price, net;rate;day;town;same\r\n"), text);
        for (String line : text.lines().skip(1).toList()) {
            assertTrue(line.matches("\\d+;€ \\d+,\\d\\d;\\d+,\\d%;\\d+\\.\\d+\\.2024;(Köln|köln|Bonn);x"), line);
        }
        Path holes = Files.writeString(
                d.resolve("holes.csv"), "nr|price, net|rate|day|town|same\r1||3,0%|1.2.2024|Bonn|x\r");
        Path full = d.resolve("full.csv");
        Cli.run("impute", run, "--data", holes, "-o", full).succeeded();
        assertTrue(
                Files.readString(full)
                        .matches(
                                "nr\\|price, net\\|rate\\|day\\|town\\|same\r1\\|€ \\d+,\\d\\d\\|3,0%\\|1\\.2\\.2024\\|Bonn\\|x\r"),
                Files.readString(full));
    }

    @Test
    void aColumnCanBeNamedWithCommasInItsNameAndBeSaidWhatItIs() {
        Cli.Result said = Cli.run("schema", csv, "--as", "nr=category", "--as", "same = text")
                .succeeded();
        assertTrue(said.out().contains("as asked, texts: 1, 10, 100"), said.out());
        assertTrue(said.out().contains("freetext"), said.out());
        Path out = d.resolve("ignoring");
        Cli.Result ignoring = Cli.run(
                        "train",
                        "--data",
                        csv,
                        "--ignore",
                        "price, net,rate",
                        "--ignore",
                        " day",
                        "--epochs",
                        1,
                        "--out",
                        out)
                .succeeded();
        assertFalse(ignoring.err().contains("there is no column"), ignoring.err());
        Cli.Result wrong = Cli.run("schema", csv, "--as", "nr=numeric");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("TYPE is one of category, number, date, identifier, text"), wrong.err());
        Cli.Result unknown = Cli.run("schema", csv, "--as", "nummer=category");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("there is no column 'nummer'"), unknown.err());
        Cli.Result both = Cli.run("train", "--data", csv, "--schema", d.resolve("s.json"), "--as", "nr=category");
        assertEquals(2, both.code());
        assertTrue(both.err().contains("--as cannot be used with --schema"), both.err());
    }

    @Test
    void brokenRowsAreRefusedWithTheFlagThatSkipsThem() throws IOException {
        Path broken = Files.writeString(d.resolve("broken.csv"), "a,b\n1,\"x\n2,y\n3,z\n");
        Cli.Result refused = Cli.run("schema", broken);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("line 2: column 2: the quote opened in line 2 is not closed"), refused.err());
        assertTrue(refused.err().contains("--broken skip"), refused.err());
        String skipped =
                Cli.run("schema", broken, "--broken", "skip").succeeded().out();
        assertEquals(
                1, skipped.lines().filter(line -> line.startsWith("left out: ")).count(), skipped);
    }

    @Test
    void aWorkbookGoesInAndOut() {
        TableSource source = Tables.open(csv, CsvOptions.defaults());
        Schema schema = Schema.infer(source, InferenceOptions.defaults()).schema();
        Path book = d.resolve("shop.xlsx");
        Tables.write(book, CsvFormat.STANDARD, TableLayout.of(schema, source), source::read);
        Path other = d.resolve("book-run");
        Cli.run("train", "--data", book, "--sheet", "table", "--epochs", 2, "--out", other)
                .succeeded();
        Path drawn = d.resolve("drawn.xlsx");
        Cli.run("synthesize", other, "-n", 20, "-o", drawn).succeeded();
        TableSource back = Tables.open(drawn, CsvOptions.defaults());
        assertEquals(source.columns(), back.columns());
        assertEquals(
                20,
                back.read((line, cells) -> assertTrue(cells[2].endsWith("%"), cells[2]))
                        .rows());
        Cli.Result scored = Cli.run("score", other, "--data", drawn, "-o", d.resolve("scored.xlsx"))
                .succeeded();
        assertFalse(scored.err().contains("is not"), scored.err());
        Cli.Result wrong = Cli.run("schema", book, "--sheet", "none");
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("there is no sheet 'none'; there are table"), wrong.err());
        assertEquals(1, Cli.run("schema", csv, "--sheet", "x").code());
    }
}
