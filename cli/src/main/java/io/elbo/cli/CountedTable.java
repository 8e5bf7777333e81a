package io.elbo.cli;

import io.elbo.data.table.CsvFormat;
import io.elbo.data.table.Reading;
import io.elbo.data.table.RowSink;
import io.elbo.data.table.TableSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table that reports on standard error how many rows were read, if reading takes long: on a terminal as one changing line, elsewhere as a
 * line every ten seconds.
 *
 * @param doing the purpose of reading
 */
record CountedTable(TableSource source, String doing) implements TableSource {
    private static final int EVERY_ROWS = 1000;
    private static final long SHORT_NANOS = 2_000_000_000L;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;

    @Override
    public Reading read(RowSink sink) {
        Counting counting = new Counting(sink);
        try {
            return source.read(counting);
        } finally {
            counting.clear();
        }
    }

    private final class Counting implements RowSink {
        private final RowSink sink;
        private final boolean terminal = Terminal.Stream.ERR.interactive();
        private final long start = System.nanoTime();
        private long told = start;
        private long rows;
        private int shown;

        Counting(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void row(long line, String[] cells) {
            sink.row(line, cells);
            if (++rows % EVERY_ROWS == 0) {
                long now = System.nanoTime();
                if (now - start > SHORT_NANOS && now - told > (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
                    told = now;
                    show(String.format(
                            Locale.ROOT, "%s: %,d rows, %,.0f rows/s", doing, rows, rows / ((now - start) / 1e9)));
                }
            }
        }

        @Override
        public void pause() {
            sink.pause();
        }

        private void show(String text) {
            if (terminal) {
                System.err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
                System.err.flush();
                shown = text.length();
            } else {
                System.err.println(text);
            }
        }

        private void clear() {
            if (shown > 0) {
                show("");
                System.err.print("\r");
                System.err.flush();
            }
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<String> columns() {
        return source.columns();
    }

    @Override
    public char decimalMark() {
        return source.decimalMark();
    }

    @Override
    public boolean decimalMarkIsCertain() {
        return source.decimalMarkIsCertain();
    }

    @Override
    public Optional<CsvFormat> text() {
        return source.text();
    }

    @Override
    public List<String> notes() {
        return source.notes();
    }
}
