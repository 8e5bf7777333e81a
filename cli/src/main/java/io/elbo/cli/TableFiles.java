package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSource;
import io.elbo.data.table.FitReport;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableFile;
import io.elbo.data.table.TableSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Tables in and out. */
final class TableFiles {
    static final String STANDARD = "-";

    private static final List<String> ENDINGS =
            List.of(".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".npz");

    private TableFiles() {}

    /** Whether data of this name are a table. */
    static boolean isTable(String data) {
        String name = data == null ? "" : data.toLowerCase(Locale.ROOT);
        return name.equals(STANDARD) || ENDINGS.stream().anyMatch(name::endsWith);
    }

    static TableSource open(String data) {
        if (data.equals(STANDARD)) {
            return TableFile.open(System.in);
        }
        Path file = Path.of(data);
        if (!Files.exists(file)) {
            throw new DataException(data + ": there is no such file");
        }
        return TableFile.open(file);
    }

    /** The format of a table, for what is made of it. */
    static CsvFormat format(TableSource source) {
        return source instanceof CsvSource csv ? csv.format().withHeader(true) : CsvFormat.STANDARD;
    }

    /** Refuses what no table can be written to, before any work. */
    static void check(Path out, CommandSpec command) {
        OutputFile.check(out, command, ".csv", ".tsv", ".csv.gz", ".tsv.gz");
    }

    /** The format of a file by its name, else as the source's. */
    static CsvFormat format(Path out, CsvFormat source) {
        boolean tabs = out.toString().toLowerCase(Locale.ROOT).contains(".tsv");
        if (tabs) {
            return source.withDecimalComma(source.decimalComma()).withDelimiter('\t');
        }
        return source.delimiter() == '\t' ? source.withDelimiter(source.decimalComma() ? ';' : ',') : source;
    }

    /** Says what did not fit. */
    static void note(FitReport fit) {
        fit.report().forEach(line -> System.err.println("elbo: note: " + line));
    }

    /** A sink that drops what it gets. */
    static RowSink nowhere() {
        return (line, cells) -> {};
    }
}
