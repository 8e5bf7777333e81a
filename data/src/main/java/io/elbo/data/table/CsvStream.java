package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A table of text that arrives line by line and may never end, such as the output of {@code tail -f}. It can be read once. Each
 * row is passed on as soon as its line has ended. When no row is available, the receiver is told ({@link RowSink#pause}).
 */
public final class CsvStream implements TableSource {
    private static final int ENOUGH = 1 << 16;
    private static final int MOST = 1 << 26;
    private static final int ZIPPED = 0x1F;

    private final InputStream in;
    private final String name;
    private final CsvFormat format;
    private final List<String> columns;
    private final List<String> notes;
    private final Start start;
    private final long linesAbove;
    private final Consumer<BrokenRow> broken;
    private final boolean markGiven;
    private boolean read;

    private CsvStream(
            InputStream in,
            String name,
            Start start,
            CsvFormat format,
            long linesAbove,
            List<String> found,
            boolean markGiven,
            Consumer<BrokenRow> broken) {
        this.in = in;
        this.name = name;
        this.start = start;
        this.format = format;
        this.linesAbove = linesAbove;
        this.broken = broken;
        this.markGiven = markGiven;
        notes = new ArrayList<>(found);
        String[] first = first(start, name, format, linesAbove);
        columns = format.header() ? TableNames.unique(first, notes) : TableNames.numbered(first.length);
    }

    /**
     * Waits for the first two lines, or the end, and detects the format of the table from the available text.
     *
     * @param in not closed
     * @param name of the table in messages
     * @param expected columns that the table may have; if one of them is in the first line, that line is a header
     * @param broken receives each row that cannot be read, as soon as it arrives, and the row is skipped; null to refuse such
     *     rows
     * @throws DataException if this is not text, or is empty
     */
    public static CsvStream open(InputStream in, String name, List<String> expected, Consumer<BrokenRow> broken) {
        return open(in, name, expected, CsvOptions.defaults(), broken);
    }

    /**
     * Does the same with options set by the user.
     *
     * @param options except that {@code broken} determines what to do about broken rows
     */
    public static CsvStream open(
            InputStream in, String name, List<String> expected, CsvOptions options, Consumer<BrokenRow> broken) {
        try {
            Start start = Start.of(in);
            if (start.bytes().length == 0) {
                throw new DataException(name + ": is empty; a table is needed");
            }
            if ((start.bytes()[0] & 0xFF) == ZIPPED) {
                throw new DataException(
                        name + ": is compressed with gzip; decompress it first", DataProblem.PACKED_STREAM);
            }
            CsvDetection detection = detect(start, name, options);
            CsvFormat format = detection.format();
            List<String> found = detection.notes();
            long linesAbove = detection.linesAbove();
            if (!format.header()
                    && options.header().isEmpty()
                    && List.of(first(start, name, format, linesAbove)).stream().anyMatch(expected::contains)) {
                format = format.withHeader(true);
                found = List.of();
            }
            return new CsvStream(
                    in,
                    name,
                    start,
                    format,
                    linesAbove,
                    found,
                    options.decimalComma().isPresent(),
                    broken);
        } catch (IOException e) {
            throw TextInput.failure(name, e);
        }
    }

    /**
     * The available text, at least two lines.
     *
     * @param whole whether this is everything
     */
    private record Start(byte[] bytes, boolean whole) {
        static Start of(InputStream in) throws IOException {
            ByteArrayOutputStream start = new ByteArrayOutputStream();
            int lines = 0;
            boolean lineEnded = true;
            while (start.size() < MOST && (lines < 2 || start.size() < ENOUGH && in.available() > 0)) {
                int b = in.read();
                if (b < 0) {
                    return new Start(start.toByteArray(), true);
                }
                start.write(b);
                boolean ends = b == '\n' || b == '\r';
                lines += ends && !lineEnded ? 1 : 0;
                lineEnded = ends;
            }
            return new Start(start.toByteArray(), false);
        }
    }

    private static CsvDetection detect(Start start, String name, CsvOptions options) {
        try {
            return CsvDetection.of(start.bytes(), start.whole(), options);
        } catch (DataException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    /** Returns the first record. Only the last available line may be incomplete. */
    private static String[] first(Start start, String name, CsvFormat format, long linesAbove) {
        InputStream bytes = new ByteArrayInputStream(start.bytes());
        return new CsvText(name, format, linesAbove, () -> TextInput.text(bytes, format.charset())).first();
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns the format in which it is read. */
    public CsvFormat format() {
        return format;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Optional<CsvFormat> text() {
        return Optional.of(format);
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
            throw new IllegalStateException(name + ": is a stream, and was already read");
        }
        read = true;
        BrokenRowLog log = new BrokenRowLog(name, broken == null ? BrokenRows.REFUSE : BrokenRows.SKIP, broken);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(start.bytes()), new Waiting(in, sink));
        return new CsvText(name, format, linesAbove, () -> TextInput.text(all, format.charset()))
                .rows(columns.size(), sink, log);
    }

    /** Notifies the receiver before it waits. */
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

        @Override
        public void close() {
            // the caller owns the stream
        }
    }
}
