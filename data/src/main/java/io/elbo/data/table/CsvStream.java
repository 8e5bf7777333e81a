package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.internal.CsvDetection;
import io.elbo.data.internal.CsvScanner;
import io.elbo.data.internal.FileText;
import io.elbo.data.internal.TextFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table of text that comes line by line and perhaps never ends, such as the output of {@code tail -f}. It can be read once. Each
 * row is given on as soon as its line has ended; when none is there, the receiver is told ({@link RowSink#pause}).
 */
public final class CsvStream implements TableSource {
    private static final int START = 1 << 16;
    private static final int ZIPPED = 0x1F;

    private final InputStream in;
    private final String name;
    private final CsvFormat format;
    private final List<String> columns;
    private final List<String> notes;
    private final byte[] start;
    private final Consumer<BrokenRow> broken;
    private final boolean markGiven;
    private boolean read;

    private CsvStream(
            InputStream in,
            String name,
            byte[] start,
            CsvFormat format,
            List<String> found,
            boolean markGiven,
            Consumer<BrokenRow> broken)
            throws IOException {
        this.in = in;
        this.name = name;
        this.start = start;
        this.format = format;
        this.broken = broken;
        this.markGiven = markGiven;
        notes = new ArrayList<>(found);
        String[] first = first(start, format);
        columns = format.header() ? TableNames.unique(first, notes) : TableNames.numbered(first.length);
    }

    /**
     * Waits for the first two lines, or the end, and finds out from these and what else is there in which format the table is.
     *
     * @param in not closed
     * @param name what messages call it
     * @param expected columns that the table may have: if one of them is in the first line, that is a header
     * @param broken hears of each row that cannot be read, as soon as it is there, and it is left out; null to refuse such rows
     * @throws DataException if this is no text, or nothing
     */
    public static CsvStream open(InputStream in, String name, List<String> expected, Consumer<BrokenRow> broken) {
        return open(in, name, expected, CsvOptions.FOUND_OUT, broken);
    }

    /**
     * As above, where the user says how the text is written.
     *
     * @param options of which {@code broken} tells what to do about broken rows
     */
    public static CsvStream open(
            InputStream in, String name, List<String> expected, CsvOptions options, Consumer<BrokenRow> broken) {
        try {
            byte[] start = start(in);
            if (start.length == 0) {
                throw new DataException(name + ": is empty; a table is needed");
            }
            if ((start[0] & 0xFF) == ZIPPED) {
                throw new DataException(name + ": is packed with gzip; unpack it first, or give --data -");
            }
            CsvDetection detection = CsvDetection.of(start, true, options);
            CsvFormat format = detection.format();
            List<String> found = detection.notes();
            if (!format.header()
                    && options.header().isEmpty()
                    && List.of(first(start, format)).stream().anyMatch(expected::contains)) {
                format = format.withHeader(true);
                found = List.of();
            }
            return new CsvStream(
                    in, name, start, format, found, options.decimalComma().isPresent(), broken);
        } catch (IOException e) {
            throw TextFile.failure(name, e);
        }
    }

    private static byte[] start(InputStream in) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        int lines = 0;
        int last = '\n';
        while (start.size() < START && (lines < 2 || in.available() > 0)) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            start.write(b);
            lines += b == '\n' && last != '\n' ? 1 : 0;
            last = b == '\r' ? last : b;
        }
        return start.toByteArray();
    }

    private static String[] first(byte[] start, CsvFormat format) throws IOException {
        String text = new String(start, format.charset());
        CsvScanner records = new CsvScanner(
                new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text),
                format.delimiter(),
                format.quote());
        boolean more = records.next();
        while (more && records.isEmptyLine()) {
            more = records.next();
        }
        if (!more || records.broken() != null) {
            throw new DataException(more ? "line " + records.line() + ": " + records.broken() : "has no lines");
        }
        return records.cells();
    }

    @Override
    public String name() {
        return name;
    }

    /** The format it is read in. */
    public CsvFormat format() {
        return format;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public char decimalMark() {
        return format.decimalComma() ? ',' : '.';
    }

    @Override
    public boolean decimalMarkIsCertain() {
        return markGiven;
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Reading read(RowSink sink) {
        if (read) {
            throw new IllegalStateException(name + ": comes once, and was read");
        }
        read = true;
        BrokenRowLog log = new BrokenRowLog(name, broken == null ? BrokenRows.REFUSE : BrokenRows.SKIP, broken);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), new Waiting(in, sink));
        CsvScanner records = null;
        try {
            Reader text = TextFile.text(all, format.charset());
            records = new CsvScanner(text, format.delimiter(), format.quote());
            CsvSource.read(records, format.header(), columns.size(), sink, log);
        } catch (CharacterCodingException e) {
            throw new DataException(
                    name + ": near line " + (records == null ? 1 : records.nextLine()) + ": is not text in "
                            + format.charset().name(),
                    e);
        } catch (IOException e) {
            throw new DataException(name + ": " + FileText.reason(e), e);
        }
        return log.finish();
    }

    /** Tells the receiver before it waits. */
    private static final class Waiting extends FilterInputStream {
        private final RowSink sink;

        Waiting(InputStream in, RowSink sink) {
            super(in);
            this.sink = sink;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            if (in.available() == 0) {
                sink.pause();
            }
            return in.read(to, at, length);
        }
    }
}
