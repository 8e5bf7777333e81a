package io.elbo.cli;

import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.FitReport;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.Schema;
import io.elbo.data.table.TableSource;
import io.elbo.formats.JdbcQuery;
import io.elbo.formats.TableLayout;
import io.elbo.formats.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The files of tables that commands read and write. */
final class TableFiles {
    static final String STANDARD = "-";

    private static final List<String> ENDINGS = List.of(".txt", ".txt.gz", ".npz");

    private TableFiles() {}

    /** Returns whether data of this name are a table. */
    static boolean isTable(String data) {
        String name = data == null ? "" : data.toLowerCase(Locale.ROOT);
        return name.equals(STANDARD)
                || JdbcQuery.isUrl(name)
                || Stream.concat(ENDINGS.stream(), Tables.written().stream()).anyMatch(name::endsWith);
    }

    /** Returns the name of a table for its run folder. */
    static String name(String data) {
        return data.equals(STANDARD) || JdbcQuery.isUrl(data)
                ? "table" // a URL may contain a password
                : Path.of(data).getFileName().toString().replaceFirst("\\..*", "");
    }

    /** Returns the format of a table, for output made from it. */
    static CsvFormat format(TableSource source) {
        return source.text().orElse(CsvFormat.STANDARD).withHeader(true);
    }

    /** Returns the format of the table that a model was trained on. */
    static CsvFormat format(Schema schema) {
        return schema.text() == null ? CsvFormat.STANDARD : schema.text();
    }

    /** Refuses a file to which no table can be written, before any work. */
    static void check(Path out, CommandSpec command) {
        OutputFile.check(out, command, Tables.written().toArray(String[]::new));
    }

    /** Returns the format of a file: by its name, or else that of the source. */
    static CsvFormat format(Path out, CsvFormat source) {
        boolean tabs = out.toString().toLowerCase(Locale.ROOT).contains(".tsv");
        if (tabs) {
            return source.withDelimiter('\t');
        }
        return source.delimiter() == '\t' ? source.withDelimiter(source.decimalComma() ? ';' : ',') : source;
    }

    /** Writes a table in the format of its name, and notes what was left out. */
    static void write(Path out, CsvFormat format, TableLayout layout, CsvSink.Content content) {
        Tables.write(out, format, layout, content).forEach(TableFiles::note);
    }

    /** Returns the name with a number before its ending, such as full-1.csv.gz. */
    static Path numbered(Path file, int number) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        int ending = Tables.written().stream()
                .filter(lower::endsWith)
                .mapToInt(String::length)
                .max()
                .orElseThrow();
        int at = name.length() - ending;
        return file.resolveSibling(name.substring(0, at) + "-" + number + name.substring(at));
    }

    /** Returns the rules between the columns of a table. */
    static String rules(Schema schema) {
        return schema.rules().stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private static void note(String line) {
        Say.note(line);
    }

    /** Notes the cells and columns that did not fit. */
    static void note(FitReport fit) {
        fit.report().forEach(TableFiles::note);
    }

    /** Returns a sink that discards its rows. */
    static RowSink nowhere() {
        return (line, cells) -> {};
    }
}
