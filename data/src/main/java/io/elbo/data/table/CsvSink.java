package io.elbo.data.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
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
 * Writes a table as text, row by row, so that {@link CsvSource} in the same format gives back every cell. Cells are quoted
 * only where they must be.
 */
public final class CsvSink implements RowSink {
    private final CsvWriter csv;
    private final Writer text;
    private final int columns;

    private CsvSink(OutputStream out, CsvFormat format, List<String> columns) throws IOException {
        this.columns = columns.size();
        this.text =
                new BufferedWriter(new OutputStreamWriter(out, format.charset().newEncoder()), 1 << 16);
        boolean utf16 = format.charset().equals(StandardCharsets.UTF_16LE)
                || format.charset().equals(StandardCharsets.UTF_16BE);
        if (utf16 || format.byteOrderMark()) {
            text.write('\uFEFF'); // without it, nobody could tell UTF-16, nor Excel UTF-8
        }
        this.csv = CsvWriter.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quote())
                .commentCharacter(format.delimiter() == '#' || format.quote() == '#' ? '\1' : '#')
                .lineDelimiter(LineDelimiter.valueOf(format.lineEnd().name()))
                // Of one column, an empty cell would be an empty line, and at the end of the file none.
                .quoteStrategy(this.columns == 1 ? QuoteStrategies.EMPTY : QuoteStrategies.REQUIRED)
                .build(text);
        if (format.header()) {
            csv.writeRecord(columns);
        }
    }

    /** What to write. */
    @FunctionalInterface
    public interface Content {
        /** Gives all rows to the sink, in order. */
        void writeTo(RowSink sink);
    }

    /**
     * Writes a file, packed with gzip if its name ends in {@code .gz}. It is there whole or not at all.
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
                name + ": a cell has a character that " + format.charset().name() + " has not; UTF-8 has all", e);
    }

    /**
     * Writes a row.
     *
     * @param line not looked at
     * @param cells one for each column
     */
    @Override
    public void row(long line, String[] cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells; there are " + columns + " columns");
        }
        csv.writeRecord(cells);
    }

    /** Brings all rows out. */
    @Override
    public void pause() {
        try {
            csv.flush();
            text.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
