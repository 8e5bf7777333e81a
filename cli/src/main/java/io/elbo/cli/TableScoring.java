package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.table.CellCodec;
import io.elbo.data.table.ColumnMatch;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.CsvStream;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableSource;
import io.elbo.formats.StoredType;
import io.elbo.formats.TableLayout;
import io.elbo.table.CellSurprise;
import io.elbo.table.TableModel;
import io.elbo.table.TableUse;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code elbo score} with a table model.
 *
 * @param explained the file for the cells of anomalies; null for none
 */
record TableScoring(
        CommandSpec command,
        TableModel model,
        String data,
        TableReadingOptions reading,
        boolean strict,
        MissingColumns missing,
        FalsePositiveRate wanted,
        Path out,
        Path explained,
        boolean json) {
    private static final List<String> REASONS =
            List.of("line", "column", "value", "expected", "lower", "upper", "surprise");
    private static final int CELLS = 5;

    void run() {
        check();
        double falsePositiveRate = wanted.rate(model.calibrationRows());
        checkRate(falsePositiveRate);
        if (data == null) {
            stream(falsePositiveRate);
            return;
        }
        TableSource source = reading.open(data, model, command);
        missing.check(model.schema(), source, command);
        CsvFormat format = TableFiles.format(source);
        TableLayout columns = out == null ? null : layout(source);
        List<TableUse.Scored> result = new ArrayList<>();
        writeTo(
                out,
                format,
                columns,
                rows -> writeTo(
                        explained,
                        CsvFormat.STANDARD,
                        TableLayout.of(REASONS, StoredType.TEXT),
                        reasons -> result.add(TableUse.score(
                                model,
                                source,
                                strict,
                                falsePositiveRate,
                                rows,
                                explained == null
                                        ? null
                                        : (line, cells, texts) -> reasons(line, cells, texts, reasons)))));
        TableUse.Scored scored = result.get(0);
        TableFiles.note(scored.fit());
        note(scored);
        report(source, falsePositiveRate, scored);
    }

    private void check() {
        if (data == null && (out != null || explained != null || json)) {
            throw new ParameterException(
                    command.commandLine(),
                    "-o, --explain and --json require --data; without it, standard input is scored line by line");
        }
        if (data != null) {
            reading.check(data, command);
        } else {
            reading.checkStream(command);
        }
        for (String option : List.of(
                "--score", "--calibrate-on", "--calibrate-limit", "--calibration", "--save-calibration", "--picture")) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command.commandLine(), option + " requires an image model; this is a table model");
            }
        }
        if (out != null) {
            TableFiles.check(out, command);
        }
        if (explained != null) {
            OutputFile.check(explained, "--explain", command, OutputFile.CSV);
        }
    }

    private void checkRate(double falsePositiveRate) {
        if (1.0 / (model.calibrationRows() + 1) > falsePositiveRate) {
            throw new ParameterException(
                    command.commandLine(),
                    "--false-positive-rate " + falsePositiveRate + ": with " + model.calibrationRows()
                            + " rows to compare with, no p-value is below "
                            + String.format(Locale.ROOT, "%.4f", 1.0 / (model.calibrationRows() + 1)));
        }
    }

    private TableLayout layout(TableSource source) {
        TableLayout layout = TableLayout.of(model.schema(), source);
        for (String name : TableUse.SCORE_COLUMNS) {
            if (source.columns().contains(name)) {
                throw new DataException(source.name() + ": already has a column " + name + ", as scored tables do");
            }
            layout = layout.with(name, name.equals("is_anomaly") ? StoredType.WHOLE : StoredType.NUMBER);
        }
        return layout;
    }

    /** Scores standard input line by line. */
    private void stream(double falsePositiveRate) {
        TableReadingOptions.sayThatItWaits();
        CsvStream source = CsvStream.open(
                System.in,
                "standard input",
                model.schema().names(),
                reading.options(command),
                strict || TableReadingOptions.refusesBroken(command) ? null : row -> Say.note("left out: " + row));
        source.notes().forEach(Say::note);
        missing.check(model.schema(), source, command);
        ColumnMatch.of(model.schema(), source.columns()).report().forEach(Say::note);
        List<String> columns = new ArrayList<>(source.columns());
        columns.addAll(TableUse.SCORE_COLUMNS);
        List<TableUse.Scored> result = new ArrayList<>();
        CsvSink.write(
                System.out,
                source.format().withHeader(true),
                columns,
                rows -> result.add(TableUse.score(
                        model, source, strict, falsePositiveRate, rows, null, misfit -> Say.note(misfit.toString()))));
        note(result.get(0));
        summary(System.err, falsePositiveRate, result.get(0));
    }

    private static void note(TableUse.Scored scored) {
        scored.outOfRange()
                .forEach(beyond -> Say.note(beyond
                        + (beyond.isDate()
                                ? ": --ignore " + Shell.quoted(beyond.column().name())
                                : "")));
    }

    private static void writeTo(Path file, CsvFormat format, TableLayout columns, CsvSink.Content content) {
        if (file == null) {
            content.writeTo(TableFiles.nowhere());
        } else {
            TableFiles.write(file, TableFiles.format(file, format), columns, content);
        }
    }

    private void reasons(long line, List<CellSurprise> cells, List<String> texts, RowSink to) {
        for (int i = 0; i < Math.min(CELLS, cells.size()); i++) {
            CellSurprise cell = cells.get(i);
            CellCodec codec = model.schema().column(cell.column()).orElseThrow().codec();
            to.row(line, new String[] {
                Long.toString(line),
                cell.column(),
                texts.get(i),
                text(codec, cell.expected()),
                text(codec, cell.lower()),
                text(codec, cell.upper()),
                String.format(Locale.ROOT, "%.2f", cell.surprise())
            });
        }
    }

    private static String text(CellCodec codec, double value) {
        return Double.isNaN(value) ? "" : codec.format(value);
    }

    private void report(TableSource source, double falsePositiveRate, TableUse.Scored scored) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("data", source.name());
            fields.put("rows", scored.rows());
            fields.put("anomalies", scored.anomalies());
            fields.put("false_positive_rate", falsePositiveRate);
            fields.put("calibration_rows", model.calibrationRows());
            fields.put("misfits", scored.fit().misfits());
            Say.json(fields);
            return;
        }
        summary(System.out, falsePositiveRate, scored);
        for (Path file : new Path[] {out, explained}) {
            if (file != null) {
                System.out.println("Wrote " + file);
            }
        }
    }

    private void summary(PrintStream to, double falsePositiveRate, TableUse.Scored scored) {
        to.printf(
                Locale.ROOT,
                "%,d of %,d rows %s: p-value at most %s, compared with %,d rows.%s%n",
                scored.anomalies(),
                scored.rows(),
                scored.anomalies() == 1 ? "is an anomaly" : "are anomalies",
                String.format(Locale.ROOT, "%.4g %%", 100 * falsePositiveRate),
                model.calibrationRows(),
                misfits(scored.fit().misfits()));
    }

    private static String misfits(long count) {
        return count == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %,d %s not fit, which makes %s unusual.",
                        count,
                        count == 1 ? "cell does" : "cells do",
                        count == 1 ? "its row" : "their rows");
    }
}
