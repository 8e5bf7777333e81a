package io.elbo.formats;

import io.elbo.data.file.AtomicFile;
import io.elbo.data.table.BrokenRows;
import io.elbo.data.table.CsvSink;
import io.elbo.data.table.NumberStyle;
import io.elbo.data.table.RowSink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes tables in JSON: an object for each row, one on each line ({@code .jsonl}, {@code .ndjson}) or in an array
 * ({@code .json}), optionally compressed with gzip.
 */
public final class JsonFile {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private JsonFile() {}

    /**
     * Opens a file of either form, detected by its first character, and reads it once for its columns: all keys, in the order of
     * their first occurrence. Keys that an object lacks are empty cells, like null. Numbers keep their text. Lists and objects
     * are read as their JSON text, and a note says so.
     *
     * @param brokenRows what to do about lines that are not objects; an array with an error is always refused
     * @throws io.elbo.data.DataException naming file and line, if it cannot be read
     */
    public static TypedSource open(Path file, BrokenRows brokenRows) {
        return open(file, Words.of(file), brokenRows);
    }

    static TypedSource open(Path file, String name, BrokenRows brokenRows) {
        return new JsonTable(file, name, brokenRows);
    }

    /**
     * Writes a file atomically, as an array if its name ends in {@code .json}. Numbers of the layout become JSON numbers, with
     * their own digits where JSON allows them; a cell that is not a number becomes a text.
     *
     * @throws io.elbo.data.DataException naming the file, if it cannot be written
     */
    public static void write(Path file, TableLayout layout, CsvSink.Content content) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean gzip = name.endsWith(".gz");
        boolean array = name.endsWith(".json") || name.endsWith(".json.gz");
        AtomicFile.write(file, out -> {
            GZIPOutputStream packed = gzip ? new GZIPOutputStream(out, 1 << 16) : null;
            Writer text = new BufferedWriter(
                    new OutputStreamWriter(packed == null ? out : packed, StandardCharsets.UTF_8), 1 << 16);
            try {
                Sink sink = new Sink(text, layout, array);
                content.writeTo(sink);
                sink.end();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            text.flush();
            if (packed != null) {
                packed.finish();
            }
        });
    }

    /** Writes rows. */
    private static final class Sink implements RowSink {
        private final Writer text;
        private final List<TableLayout.Field> fields;
        private final List<String> keys = new ArrayList<>();
        private final boolean array;
        private final StringBuilder row = new StringBuilder();
        private boolean first = true;

        private Sink(Writer text, TableLayout layout, boolean array) {
            this.text = text;
            this.fields = layout.fields();
            this.array = array;
            for (String name : layout.names()) {
                StringBuilder key = new StringBuilder();
                quote(name, key);
                keys.add(key.append(": ").toString());
            }
        }

        @Override
        public void row(long line, String[] cells) {
            if (cells.length != fields.size()) {
                throw new IllegalArgumentException(cells.length + " cells; there are " + fields.size() + " columns");
            }
            row.setLength(0);
            row.append(first ? array ? "[\n" : "" : array ? ",\n" : "\n");
            first = false;
            for (int i = 0; i < cells.length; i++) {
                row.append(i == 0 ? "{" : ", ").append(keys.get(i));
                value(fields.get(i), cells[i]);
            }
            row.append('}');
            try {
                text.append(row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void end() throws IOException {
            text.write(array ? first ? "[]\n" : "\n]\n" : first ? "" : "\n");
        }

        private void value(TableLayout.Field field, String cell) {
            StoredType stored = field.stored();
            boolean number = stored == StoredType.WHOLE || stored == StoredType.NUMBER || stored == StoredType.SINGLE;
            double value = number || stored == StoredType.TRUTH ? field.number(cell) : Double.NaN;
            if (field.isMissing(cell)) {
                row.append("null");
            } else if (number && NUMBER.matcher(cell).matches()) {
                row.append(cell);
            } else if (number && Math.abs(value) <= Double.MAX_VALUE) {
                row.append(NumberStyle.shortest(value));
            } else if (!Double.isNaN(value) && stored == StoredType.TRUTH) {
                row.append(value == 1);
            } else {
                quote(cell, row);
            }
        }

        private static void quote(String text, StringBuilder to) {
            to.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    to.append('\\').append(c);
                } else if (c == '\n') {
                    to.append("\\n");
                } else if (c < ' ' || c == '\u2028' || c == '\u2029' || isAlone(text, i)) {
                    to.append(String.format("\\u%04x", (int) c));
                } else {
                    to.append(c);
                }
            }
            to.append('"');
        }

        /** Returns whether a surrogate has no partner, which UTF-8 cannot encode. */
        private static boolean isAlone(String text, int i) {
            char c = text.charAt(i);
            return Character.isHighSurrogate(c)
                            && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
                    || Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        }
    }
}
