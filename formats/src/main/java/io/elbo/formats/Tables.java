package io.elbo.formats;

import io.elbo.data.DataException;
import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.CsvOptions;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.TableFile;
import io.elbo.data.table.TableSource;
import io.elbo.data.table.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Opens and writes tables in files of all supported types. */
public final class Tables {
    private static final List<String> TEXT = List.of(".csv", ".tsv", ".csv.gz", ".tsv.gz");
    private static final List<String> PARQUET = List.of(".parquet");
    private static final List<String> EXCEL = List.of(".xlsx");
    private static final List<String> JSON =
            List.of(".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz");
    private static final int START = 1024;

    private Tables() {}

    /** Returns the extensions that {@link #write} supports, in any case. */
    public static List<String> written() {
        List<String> all = new ArrayList<>(TEXT);
        all.addAll(EXCEL);
        all.addAll(PARQUET);
        all.addAll(JSON);
        return all;
    }

    /** Returns whether {@link #write} creates a file with types and without a text format. */
    public static boolean isTyped(Path file) {
        return ends(file, EXCEL) || ends(file, PARQUET) || ends(file, JSON);
    }

    /**
     * Opens a file. Parquet and Excel are recognised by content, JSON by name or first characters. {@link TableFile} opens
     * everything else.
     *
     * @throws DataException naming the file, if it cannot be read or holds no table, or if a text option is set that does not
     *     apply to its type
     */
    public static TableSource open(Path file, CsvOptions options) {
        return open(file, Words.of(file), options);
    }

    /**
     * Opens a table from standard input, which is copied to a temporary file that is deleted when Java exits.
     *
     * @param in read to its end, not closed
     * @throws DataException as above
     */
    public static TableSource open(InputStream in, CsvOptions options) {
        return open(TableFile.copy(in), TableFile.STANDARD_INPUT, options);
    }

    private static TableSource open(Path file, String name, CsvOptions options) {
        Words.requireFile(file, name);
        byte[] start = start(file, name);
        boolean excel = ends(file, EXCEL) || ExcelFile.isOne(file, start);
        boolean parquet =
                ends(file, PARQUET) || new String(start, StandardCharsets.ISO_8859_1).matches("(?s)PAR[1E].*");
        boolean json = !parquet && (ends(file, JSON) || looksLikeJson(new String(start, StandardCharsets.UTF_8)));
        if (options.sheet().isPresent() && !excel) {
            throw new DataException(name + ": a sheet can be given for Excel files only");
        }
        if (excel) {
            if (options.delimiter().isPresent()
                    || options.quote().isPresent()
                    || options.charset().isPresent()
                    || options.decimalComma().isPresent()) {
                throw new DataException(name
                        + ": delimiter, quote, encoding and decimal mark can be given for tables such as .csv only");
            }
            return ExcelFile.open(file, name, options);
        }
        if ((parquet || json) && options.sayHowTextIs()) {
            throw new DataException(name + ": " + TableFile.NO_TEXT);
        }
        return parquet
                ? ParquetFile.open(file, name)
                : json ? JsonFile.open(file, name, options.brokenRows()) : TableFile.open(file, name, options);
    }

    private static boolean ends(Path file, List<String> endings) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    private static byte[] start(Path file, String name) {
        try (InputStream in = TextInput.unpacked(file, name)) {
            return in.readNBytes(START);
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
    }

    /** Returns whether a text starts like an object with a first key, or like an array that is empty or begins with an object. */
    private static boolean looksLikeJson(String start) {
        return start.matches("(?s)\\uFEFF?\\s*(\\{\\s*[\"}]|\\[\\s*[{\\]]).*");
    }

    /**
     * Writes a file atomically, in the format of its extension.
     *
     * @param format of text
     * @return values that could not be stored in the type of their column and were left out, in sentences; empty if there are
     *     none
     * @throws DataException naming the file, if it cannot be written
     */
    public static List<String> write(Path file, CsvFormat format, TableLayout layout, CsvSink.Content content) {
        if (ends(file, PARQUET)) {
            return ParquetFile.write(file, layout, content);
        }
        if (ends(file, EXCEL)) {
            ExcelFile.write(file, layout, content);
        } else if (ends(file, JSON)) {
            JsonFile.write(file, layout, content);
        } else {
            CsvSink.write(file, format, layout.names(), content);
        }
        return List.of();
    }
}
