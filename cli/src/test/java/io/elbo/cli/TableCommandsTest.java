package io.elbo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables on the command line. The size is twice the length, and a label says which rows are long. */
@Tag("slow")
class TableCommandsTest {
    @TempDir
    static Path d;

    private static Path table;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        table = d.resolve("parts.csv");
        StringBuilder text = new StringBuilder("id,length,size,kind,note\n");
        Random random = new Random(1);
        for (int i = 0; i < 600; i++) {
            double length = Math.max(1, 10 + 3 * random.nextGaussian());
            double size = 2 * length + 0.2 * random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%.1f,%s,%s,part of %d%n",
                    1000 + i,
                    length,
                    i % 20 == 0 ? "" : String.format(Locale.ROOT, "%.2f", size),
                    length > 10 ? "long" : "short",
                    i));
        }
        Files.writeString(table, text.toString().replace(System.lineSeparator(), "\n"));
        run = d.resolve("run");
        Cli.run("train", "--data", table, "--epochs", 150, "--learning-rate", 0.003, "--ignore", "note", "--out", run)
                .succeeded();
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(d.resolve(name), text);
    }

    @Test
    void theSchemaOfATableIsShownAndWritten() throws IOException {
        String shown = Cli.run("schema", table).succeeded().out();
        List<String> lines = shown.lines().toList();
        assertTrue(lines.get(0).matches("id +identifier .*"), shown);
        assertTrue(lines.get(1).matches("length +positive .*"), shown);
        assertTrue(lines.get(3).matches("kind +category .*"), shown);
        Path json = d.resolve("schema.json");
        Cli.run("schema", table, "-o", json).succeeded();
        assertEquals(
                Files.readString(json).strip(),
                Cli.run("schema", table, "--json").succeeded().out().strip());
        // a saved schema trains the same model
        Path again = d.resolve("again");
        Cli.run("train", "--data", table, "--schema", json, "--ignore", "note", "--epochs", 2, "--out", again)
                .succeeded();
        Path plain = d.resolve("plain");
        Cli.run("train", "--data", table, "--ignore", "note", "--epochs", 2, "--out", plain)
                .succeeded();
        assertEquals(-1, Files.mismatch(again.resolve("model.safetensors"), plain.resolve("model.safetensors")));
        // and so does a spec
        Path spec = plain.resolve("spec.json");
        Path third = d.resolve("third");
        Cli.run("train", "--data", table, "--ignore", "note", "--spec", spec, "--out", third)
                .succeeded();
        assertEquals(-1, Files.mismatch(third.resolve("model.safetensors"), plain.resolve("model.safetensors")));
        Path odd = write("odd.json", Files.readString(spec).replaceFirst("\"latent\" : \\d+", "\"latent\" : -1"));
        Cli.Result refused = Cli.run("train", "--data", table, "--spec", odd);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("odd.json: model: latent -1: must be at least 1"), refused.err());
        Cli.Result images = Cli.run("train", "--data", "lines", "--spec", spec);
        assertEquals(1, images.code());
        assertTrue(images.err().contains(spec + ": "), images.err());
    }

    @Test
    void aTrainingThatIsStoppedInItsFirstEpochEndsInOrder() throws Exception {
        Path stopped = d.resolve("stopped");
        Thread stop = new Thread(() -> {
            try {
                // the request to stop takes effect once metrics.csv exists
                while (!Files.exists(stopped.resolve("metrics.csv"))) {
                    Thread.sleep(5);
                }
                Files.createFile(stopped.resolve("stop"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        stop.start();
        Cli.Result result = Cli.run(
                "train", "--data", table, "--batch", 1, "--hidden", "1500,1500", "--epochs", 3, "--out", stopped);
        stop.join();
        result.succeeded();
        assertTrue(result.out().contains("Stopped. Resume with:  ./elbo train --resume " + stopped), result.out());
        assertTrue(Files.readString(stopped.resolve("status.json")).contains("\"stopped\""));
        for (Object[] command : new Object[][] {{"info", stopped}, {"score", stopped, "--data", table}}) {
            Cli.Result early = Cli.run(command);
            assertEquals(1, early.code(), early.err());
            assertTrue(
                    early.err().contains(stopped + ": its training has not finished; train --resume continues it"),
                    early.err());
        }
    }

    @Test
    void scoringAddsThreeColumnsAndExplainsWhatIsStrange() throws IOException {
        Path data = write(
                "new.csv", "id,length,size,kind,note\n1,10.5,21.00,long,x\n2,10.5,80.00,long,x\n3,7.0,,short,x\n");
        Path out = d.resolve("scored.csv");
        Path why = d.resolve("why.csv");
        Cli.run("score", run, "--data", data, "-o", out, "--explain", why, "--false-positive-rate", 0.02)
                .succeeded();
        List<String> lines = Files.readAllLines(out);
        assertEquals("id,length,size,kind,note,anomaly_score,p_value,is_anomaly", lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(
                lines.get(1).startsWith("1,10.5,21.00,long,x,") && lines.get(1).endsWith(",0"), lines.get(1));
        assertTrue(
                lines.get(2).startsWith("2,10.5,80.00,long,x,") && lines.get(2).endsWith(",1"), lines.get(2));
        // length and size contradict each other; the cell that is far from the rest of its column comes first
        String first = Files.readAllLines(why).get(1);
        assertTrue(first.startsWith("3,size,80.00,"), first);
        String[] cell = first.split(",");
        assertEquals(21, Double.parseDouble(cell[3]), 2);
        assertTrue(Double.parseDouble(cell[4]) < 21 && 21 < Double.parseDouble(cell[5]), first);
    }

    @Test
    void whatIsBeyondTheTrainingIsSaid() throws IOException {
        StringBuilder text = new StringBuilder("length,size,kind\n");
        for (int i = 0; i < 10; i++) {
            text.append(i < 7 ? "10.5,21.00,long\n" : "50.5,21.00,long\n");
        }
        Path far = write("far.csv", text.toString());
        Path out = d.resolve("far-scored.csv");
        Cli.Result result = Cli.run("score", run, "--data", far, "-o", out, "--false-positive-rate", 0.02)
                .succeeded();
        assertTrue(
                result.err().contains("column length: 3 of 10 values are beyond those of the training"), result.err());
        assertFalse(result.err().contains("column size"), result.err());
        assertFalse(result.err().contains("--ignore length"), "only dates go on for ever");
        Cli.Result own = Cli.run("score", run, "--data", table, "-o", out, "--false-positive-rate", 0.02)
                .succeeded();
        assertFalse(own.err().contains("beyond"), own.err());
        Path dates = d.resolve("dates.csv");
        StringBuilder days = new StringBuilder("day,a\n");
        for (int i = 0; i < 28; i++) {
            days.append(String.format(Locale.ROOT, "2024-02-%02d,%d%n", i + 1, i * 7 % 5));
        }
        Files.writeString(dates, days.toString().replace(System.lineSeparator(), "\n"));
        Path model = d.resolve("days");
        Cli.run("train", "--data", dates, "--epochs", 2, "--out", model).succeeded();
        Path later = write("later.csv", "day,a\n2024-02-28,1\n2024-03-01,1\n2024-03-02,3\n2024-03-03,1\n");
        Cli.Result march = Cli.run("score", model, "--data", later, "-o", out).succeeded();
        assertTrue(
                march.err()
                        .contains(
                                "column day: 3 of 4 values are beyond those of the training, 2024-02-01 to 2024-02-28,"),
                march.err());
        assertTrue(march.err().contains("--ignore day"), march.err());
        // p-values compare with all 28 rows, so none is below 1 / 29
        assertTrue(march.err().contains("--false-positive-rate 0.0345 is used"), march.err());
    }

    @Test
    void theDoctorLooksAtTheRowsHeldOutOrAtOthers() throws IOException {
        Cli.Result own = Cli.run("doctor", run).succeeded();
        assertFalse(own.out().contains("rows unlike training"), own.out());
        Cli.Result again = Cli.run("doctor", run, "--data", table).succeeded();
        assertFalse(again.out().contains("rows unlike training"), again.out());
        StringBuilder text = new StringBuilder("length,size,kind\n");
        for (int i = 0; i < 60; i++) {
            text.append(7 + i / 10.0).append(",30.00,short\n");
        }
        Path others = write("others.csv", text.toString());
        JsonNode findings = new ObjectMapper()
                .readTree(Cli.run("doctor", run, "--data", others, "--json")
                        .succeeded()
                        .out());
        JsonNode unlike = findings.get(0);
        assertEquals("rows_unlike_training", unlike.path("finding").asText());
        assertTrue(unlike.path("value").asDouble() > 0.5, findings.toString());
        Cli.Result few = Cli.run("doctor", run, "--data", others, "--limit", 19);
        assertEquals(1, few.code());
        assertTrue(few.err().contains("19 rows are too few"), few.err());
        // a model file alone has no training curves and does not name its data
        Path alone = d.resolve("alone.safetensors");
        Files.copy(run.resolve("model.safetensors"), alone);
        Cli.Result nothing = Cli.run("doctor", alone);
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("--data is missing"), nothing.err());
        Cli.run("doctor", alone, "--data", table).succeeded();
    }

    @Test
    void rowsUnderConditionsAreComparedWithRealOnesUnderThem() throws IOException {
        Path page = d.resolve("long.html");
        Cli.Result all = Cli.run(
                        "synthesize",
                        run,
                        "-n",
                        200,
                        "--where",
                        "kind=long",
                        "-o",
                        d.resolve("long.csv"),
                        "--report",
                        page,
                        "--real",
                        table,
                        "--json")
                .succeeded();
        assertTrue(all.out().contains("\"detection\""), all.out());
        double detection = Double.parseDouble(all.out().replaceFirst("(?s).*\"detection\" : ([0-9.]+).*", "$1"));
        assertTrue(detection < 0.9, "short parts are not what long ones are compared with: " + detection);
        Path few = write("short.csv", "id,length,size,kind,note\n1,3,6.00,short,x\n2,3,6.00,short,x\n");
        Cli.Result none = Cli.run(
                "synthesize",
                run,
                "--where",
                "kind=long",
                "-o",
                d.resolve("none.csv"),
                "--report",
                page,
                "--real",
                few);
        assertEquals(1, none.code());
        assertTrue(none.err().contains("has 0 rows that meet --where"), none.err());
    }

    @Test
    void rowsAreScoredAsTheyComeIn() throws Exception {
        Path errors = d.resolve("errors.txt");
        Process score = new ProcessBuilder(Cli.command("score", run.toString(), "--false-alarms", "0.02"))
                .redirectError(errors.toFile())
                .start();
        Writer rows = score.outputWriter(StandardCharsets.UTF_8);
        try (BufferedReader answers = score.inputReader(StandardCharsets.UTF_8)) {
            rows.write("id,length,size,kind,note\n1,10.5,21.00,long,x\n");
            rows.flush();
            // reading blocks forever if the answer does not arrive before the next row
            assertEquals("id,length,size,kind,note,anomaly_score,p_value,is_anomaly", answers.readLine());
            String first = answers.readLine();
            assertTrue(first.startsWith("1,10.5,21.00,long,x,") && first.endsWith(",0"), first);
            rows.write("2,10.5\n3,10.5,80.00,huge,x\n");
            rows.flush();
            String third = answers.readLine();
            assertTrue(third.startsWith("3,10.5,80.00,huge,x,") && third.endsWith(",1"), third);
            rows.close();
            assertNull(answers.readLine());
            Path data = write("one.csv", "id,length,size,kind,note\n3,10.5,80.00,huge,x\n1,10.5,21.00,long,x\n");
            Path out = d.resolve("one-scored.csv");
            Cli.run("score", run, "--data", data, "-o", out, "--false-positive-rate", 0.02)
                    .succeeded();
            assertEquals(List.of(third, first), Files.readAllLines(out).subList(1, 3));
        }
        assertEquals(0, score.waitFor());
        String said = Files.readString(errors);
        assertTrue(said.contains("left out: line 3: has 2 cells; the table has 5"), said);
        assertTrue(said.contains("line 4, column kind: 'huge' is not one of long, short"), said);
        assertTrue(said.contains("1 of 2 rows is an anomaly"), said);
    }

    @Test
    void rowsOnTheDiskTrainTheSameModelAsRowsInMemory() throws IOException {
        Path memory = d.resolve("in-memory");
        Path disk = d.resolve("on-disk");
        Cli.run("train", "--data", table, "--epochs", 1, "--out", memory).succeeded();
        Cli.run("train", "--data", table, "--epochs", 1, "--memory", "1k", "--out", disk)
                .succeeded();
        assertEquals(-1, Files.mismatch(memory.resolve("model.safetensors"), disk.resolve("model.safetensors")));
    }

    @Test
    void filledInCellsHaveIntervals() throws IOException {
        Path data = write("gaps.csv", "id,length,size,kind,note\n1,10.0,,long,x\n2,9.0,18.00,,x\n");
        Path intervals = d.resolve("intervals.csv");
        Cli.run("impute", run, "--data", data, "-o", d.resolve("gapless.csv"), "--intervals", intervals)
                .succeeded();
        List<String> lines = Files.readAllLines(intervals);
        assertEquals("line,column,value,lower,upper", lines.get(0));
        String[] size = lines.get(1).split(",");
        assertEquals(List.of("2", "size"), List.of(size).subList(0, 2));
        assertTrue(Double.parseDouble(size[3]) < 20 && 20 < Double.parseDouble(size[4]), lines.get(1));
        assertEquals("3,kind,short,,", lines.get(2));
    }

    @Test
    void missingCellsAreFilledInAndOthersStayToTheCharacter() throws IOException {
        Path data = write(
                "holes.csv", "kind,size,length,extra\nlong,25.0,NA,\" a,b\"\n?,,7.0,c\nnever seen,14.0,07.00,d\n");
        Path out = d.resolve("full.csv");
        Cli.Result result = Cli.run("impute", run, "--data", data, "-o", out).succeeded();
        assertTrue(result.err().contains("never seen"), result.err());
        List<String> lines = Files.readAllLines(out);
        assertEquals("kind,size,length,extra", lines.get(0));
        assertTrue(lines.get(1).matches("long,25\\.0,1[12]\\.\\d,\" a,b\""), lines.get(1));
        assertTrue(lines.get(2).matches("short,1[3-5]\\.\\d\\d,7\\.0,c"), lines.get(2));
        assertEquals("never seen,14.0,07.00,d", lines.get(3));
        Cli.run("impute", run, "--data", data, "--draws", 2, "-o", out).succeeded();
        String one = Files.readString(d.resolve("full-1.csv"));
        assertFalse(one.equals(Files.readString(d.resolve("full-2.csv"))));
        assertTrue(one.contains("never seen,14.0,07.00,d"));
    }

    @Test
    void newRowsLookLikeThoseOfTheTable() throws IOException {
        Path out = d.resolve("new-rows.csv");
        Cli.run("synthesize", run, "-n", 300, "-o", out).succeeded();
        List<String> lines = Files.readAllLines(out);
        assertEquals("id,length,size,kind,note", lines.get(0));
        assertEquals(301, lines.size());
        int fits = 0;
        for (String line : lines.subList(1, 301)) {
            assertTrue(line.matches("\\d+,\\d+\\.\\d,(\\d+\\.\\d\\d)?,(long|short),"), line);
            String[] cells = line.split(",");
            fits += !cells[2].isEmpty() && Math.abs(Double.parseDouble(cells[2]) - 2 * Double.parseDouble(cells[1])) < 3
                    ? 1
                    : 0;
        }
        assertTrue(fits > 200, fits + " of 300 are about twice as large as long");
        Cli.run("synthesize", run, "-n", 300, "-o", d.resolve("same.csv")).succeeded();
        assertEquals(-1, Files.mismatch(out, d.resolve("same.csv")));
    }

    @Test
    void newRowsMeetTheirConditions() throws IOException {
        Path out = d.resolve("conditional.csv");
        Cli.run("synthesize", run, "-n", 100, "--where", "kind=short", "--where", "length=7..8.5", "-o", out)
                .succeeded();
        double sum = 0;
        for (String line : Files.readAllLines(out).subList(1, 101)) {
            assertTrue(line.matches("\\d+,(7\\.\\d|8\\.[0-5]),(\\d+\\.\\d\\d)?,short,"), line);
            String size = line.split(",")[2];
            sum += size.isEmpty() ? 15.5 : Double.parseDouble(size);
        }
        // twice a length of about 7.8; the standard error is 0.1
        assertEquals(15.6, sum / 100, 1);
    }

    @Test
    void newRowsAreComparedWithThoseOfTheTable() throws IOException {
        Path out = d.resolve("compared.csv");
        Path report = d.resolve("report.html");
        Object[] command = {
            "synthesize", run, "-n", 200, "-o", out, "--report", report, "--real", table, "--target", "kind"
        };
        assertTrue(Cli.run(command).succeeded().out().contains("Prediction of kind: AUROC"));
        assertTrue(Files.readString(report).contains("<h3>length</h3>"));
        Object[] asJson = java.util.Arrays.copyOf(command, command.length + 1);
        asJson[command.length] = "--json";
        String json = Cli.run(asJson).succeeded().out();
        assertTrue(json.startsWith("{") && json.contains("trained_on_synthetic"), json);
    }

    @Test
    void aModelOfAnotherVersionIsSaidToBeOne() throws IOException {
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        String text = new String(model, StandardCharsets.ISO_8859_1);
        Path old = Files.createDirectory(d.resolve("old")).resolve("model.safetensors");
        Files.write(old, text.replace("elbo-table-5", "elbo-table-1").getBytes(StandardCharsets.ISO_8859_1));
        Cli.Result result = Cli.run("info", old);
        assertEquals(1, result.code());
        assertTrue(result.err().contains("another version of elbo (elbo-table-1)"), result.err());
    }

    @Test
    void rowsHaveLatents() throws IOException {
        Path out = d.resolve("latents.csv");
        Cli.run("encode", run, "--data", table, "--limit", 7, "-o", out).succeeded();
        List<String> lines = Files.readAllLines(out);
        assertEquals(8, lines.size());
        assertTrue(lines.get(0).startsWith("mean_0,mean_1"));
        assertTrue(Cli.run("info", run).succeeded().out().contains("length"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2 | score RUN -o out.csv                               | require --data
        2 | train --data TABLE --memory much                   | is not a size such as 512m
        2 | score RUN --data TABLE --false-alarms 0.001        | no p-value is below
        2 | score RUN --data TABLE --score elbo                | --score requires an image model
        1 | score RUN --data none.csv                          | none.csv: there is no such file
        1 | score RUN --data OTHER                             | has none of the columns
        1 | score RUN --data TABLE --strict --explain TABLE/x.csv | cannot be written
        2 | impute RUN --data TABLE -o out.txt                 | must end in .csv
        2 | impute RUN --data TABLE --draws -1 -o out.csv      | --draws -1
        2 | synthesize RUN -n 0 -o out.csv                     | -n 0: must be 1
        1 | synthesize RUN -o out.csv --where kind=wide        | is not one of
        1 | synthesize RUN -o out.csv --where colour=red       | there is no column 'colour'
        1 | synthesize RUN -o out.csv --where length=long      | is not a number
        1 | synthesize RUN -o out.csv --where id=7             | takes no part
        1 | synthesize RUN -o out.csv --where kind             | is no condition
        1 | synthesize RUN -o out.csv --where kind=long --where kind=short | has two conditions
        2 | synthesize RUN -o out.csv --report r.html          | requires --real
        2 | synthesize RUN -o out.csv --real TABLE             | require --report
        2 | synthesize RUN -o out.csv --real TABLE --report r.pdf | must end in .html
        1 | synthesize RUN -o out.csv --real none.csv --report r.html | none.csv: there is no such file
        1 | synthesize RUN -o out.csv --real TABLE --report r.html --target id | there is no column 'id'
        2 | train --data TABLE --architecture conv             | --architecture: not allowed with a table
        2 | train --data TABLE --spec x.json --latent 3        | cannot be used with --latent
        1 | train --data TABLE --spec none.json                | none.json: there is no such file
        1 | train --data TABLE --spec TABLE                    | parts.csv:
        2 | train --ignore id                                  | --ignore: only allowed with a table
        1 | train --data TABLE --ignore nothing                | there is no column 'nothing'
        1 | train --data TABLE --out RUN                       | already holds a run
        2 | doctor RUN --data TABLE --split train              | --split requires an image model
        2 | doctor RUN --delimiter ;                           | --delimiter: only allowed with --data
        1 | doctor RUN --data none.csv                         | none.csv: there is no such file
        1 | doctor RUN --data OTHER                            | has none of the columns
        2 | encode RUN --data TABLE --resize 3x3 -o out.csv    | --resize requires an image model
        1 | sample RUN                                         | for tables, synthesize draws rows
        1 | evaluate RUN --data lines                          | is a table model
        1 | schema none.csv                                    | there is no such file
        """)
    void whatCannotBeIsSaidInOneLine(int code, String words, String message) throws IOException {
        Path other = write("other.csv", "a,b\n1,2\n");
        Object[] command = words.strip()
                .replace("RUN", run.toString())
                .replace("TABLE", table.toString())
                .replace("OTHER", other.toString())
                .split(" +");
        Cli.Result result = Cli.run(command);
        assertEquals(code, result.code(), result.err());
        assertTrue(result.err().contains(message), result.err());
        long lines = result.errors().stream()
                .filter(line -> !line.startsWith("elbo: note: ")) // about the table, before the folder is checked
                .count();
        assertTrue(lines <= 2, result.err());
    }
}
