package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.AtomicFile;
import io.elbo.data.file.FileText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a table as text, row by row. {@link CsvSource} in the same format reads back every cell. Cells are quoted only where
 * needed, and where a # would turn the line into a comment.
 */
public final class CsvSink implements RowSink {
    private final Writer text;
    private final CsvFormat format;
    private final int columns;
    private final StringBuilder line = new StringBuilder();

    private CsvSink(OutputStream out, CsvFormat format, List<String> columns) throws IOException {
        this.columns = columns.size();
        this.format = format;
        this.text =
                new BufferedWriter(new OutputStreamWriter(out, format.charset().newEncoder()), 1 << 16);
        boolean utf16 = format.charset().equals(StandardCharsets.UTF_16LE)
                || format.charset().equals(StandardCharsets.UTF_16BE);
        if (utf16 || format.byteOrderMark()) {
            text.write('\uFEFF'); // without it, UTF-16 cannot be recognised, and Excel does not recognise UTF-8
        }
        if (format.header()) {
            line(columns.toArray(new String[0]));
        }
    }

    /** The rows to write. */
    @FunctionalInterface
    public interface Content {
        /** Passes all rows to the sink, in order. */
        void writeTo(RowSink sink);
    }

    /**
     * Writes a file, compressed with gzip if its name ends in {@code .gz}. The file is written atomically.
     *
     * @param columns the names, written if the format has a header
     * @throws DataException naming the file, if it cannot be written, or the encoding lacks a character of a cell
     */
    public static void write(Path file, CsvFormat format, List<String> columns, Content content) {
        boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(file, out -> {
            GZIPOutputStream packed = gzip ? new GZIPOutputStream(out, 1 << 16) : null;
            write(packed == null ? out : packed, FileText.of(file), format, columns, content);
            if (packed != null) {
                packed.finish();
            }
        });
    }

    /**
     * Writes to a stream, such as standard output.
     *
     * @param out flushed at the end, not closed
     * @throws DataException if it cannot be written, or the encoding lacks a character of a cell
     */
    public static void write(OutputStream out, CsvFormat format, List<String> columns, Content content) {
        try {
            write(out, "output", format, columns, content);
            out.flush();
        } catch (IOException e) {
            throw new DataException("output: " + FileText.reason(e), e);
        }
    }

    private static void write(OutputStream out, String name, CsvFormat format, List<String> columns, Content content)
            throws IOException {
        try {
            CsvSink sink = new CsvSink(out, format, columns);
            content.writeTo(sink);
            sink.pause();
        } catch (CharacterCodingException e) {
            throw lacking(name, format, e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException lacking) {
                throw lacking(name, format, lacking);
            }
            throw e.getCause();
        }
    }

    private static DataException lacking(String name, CsvFormat format, CharacterCodingException e) {
        return new DataException(
                name + ": a cell has a character that " + format.charset().name() + " cannot encode; use UTF-8", e);
    }

    /**
     * Writes a row.
     *
     * @param line ignored
     * @param cells one for each column
     */
    @Override
    public void row(long line, String[] cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells; there are " + columns + " columns");
        }
        try {
            line(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String[] cells) throws IOException {
        line.setLength(0);
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append(format.delimiter());
            }
            if (needsQuotes(cells[i], i)) {
                String quote = String.valueOf(format.quote());
                line.append(quote)
                        .append(cells[i].replace(quote, quote + quote))
                        .append(quote);
            } else {
                line.append(cells[i]);
            }
        }
        text.append(line.append(format.lineEnd().text()));
    }

    private boolean needsQuotes(String cell, int column) {
        if (cell.isEmpty()) {
            return columns == 1; // otherwise it would be an empty line, which is lost at the end of the file
        }
        if (column == 0 && cell.charAt(0) == '#') {
            return true;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == format.delimiter() || c == format.quote() || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    /** Flushes all rows. */
    @Override
    public void pause() {
        try {
            text.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
