package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects the format of a text from its beginning.
 *
 * <ul>
 *   <li>Encoding: from a byte order mark; otherwise UTF-16 if every second byte is zero in many places; otherwise UTF-8 if
 *       the text is valid UTF-8; otherwise windows-1252 or Latin-1.
 *   <li>Delimiter: the first of tab, semicolon, bar and comma that splits the first line and at least nine in ten of the
 *       other lines into the same number of cells, two or more. Comma is last because decimal commas look like it. If no
 *       delimiter does, the one that does so in most lines, if these are at least half: the other lines are then broken
 *       rows. Otherwise there is one column.
 *   <li>A first line such as sep=; gives the delimiter. Lines at the top that begin with # or are narrower than the table
 *       are not part of it.
 *   <li>Header: the rules of {@link CsvHeader}.
 * </ul>
 *
 * @param linesAbove lines at the top that are not part of the table
 * @param notes doubtful points, in sentences
 */
record CsvDetection(CsvFormat format, long linesAbove, List<String> notes) {
    private static final Pattern SAID_DELIMITER =
            Pattern.compile("^\"?[sS][eE][pP]=(.)\"?[^\\S\\r\\n]*(\\r\\n|\\n|\\r)");
    private static final String DELIMITERS = "\t;|,";
    private static final double AGREEMENT = 0.9;
    private static final double HALF = 0.5;

    /**
     * @param options set by the user, and therefore not detected
     * @throws DataException without a file name, if the bytes are not text
     */
    public static CsvDetection of(byte[] start, boolean whole, CsvOptions options) {
        List<String> notes = new ArrayList<>();
        Charset charset = options.charset().orElseGet(() -> charset(start, whole));
        String all = text(start, charset, whole);
        if (options.charset().isEmpty()
                && (charset == StandardCharsets.ISO_8859_1 || charset.name().equals("windows-1252"))) {
            notes.add("is not UTF-8 and is read as " + charset.name());
        }
        Matcher said = SAID_DELIMITER.matcher(all);
        boolean says = said.find();
        String text = says ? all.substring(said.end()) : all;
        if (says) {
            notes.add("line 1, " + FileText.oneLine(said.group().strip()) + ", gives the delimiter and is not a row");
        }
        char quote = options.quote().orElseGet(() -> quote(text, options));
        char delimiter = options.delimiter()
                .orElseGet(() ->
                        says && said.group(1).charAt(0) != quote ? said.group(1).charAt(0) : delimiter(text, quote));
        CsvSplit split = new CsvSplit(text, delimiter, quote);
        List<String[]> rows = split.table();
        if (split.linesAbove() > 0) {
            long from = says ? 2 : 1;
            long to = from + split.linesAbove() - 1;
            notes.add((from == to ? "line " + from + " stands" : "lines " + from + " to " + to + " stand")
                    + " above the table and " + (from == to ? "is" : "are") + " left out: '"
                    + TypeRules.shown(text.lines().findFirst().orElse("")) + "'");
        }
        boolean one = !rows.isEmpty() && rows.get(0).length == 1;
        if (one && options.delimiter().isEmpty() && DELIMITERS.chars().anyMatch(c -> text.indexOf(c) >= 0)) {
            notes.add("no delimiter splits its lines evenly; it is read as one column");
        }
        boolean decimalComma = options.decimalComma().orElseGet(() -> decimalComma(rows));
        boolean header = options.header().orElseGet(() -> CsvHeader.isHeader(rows, decimalComma ? ',' : '.'));
        if (!header && options.header().isEmpty()) {
            notes.add("the first line looks like data; the columns are named c0, c1, ...");
        }
        CsvFormat format =
                new CsvFormat(delimiter, quote, charset, header, decimalComma, lineEnd(all), hasMark(start, charset));
        return new CsvDetection(format, split.linesAbove() + (says ? 1 : 0), List.copyOf(notes));
    }

    /** Returns the first line end that occurs. */
    private static CsvFormat.LineEnd lineEnd(String text) {
        int feed = text.indexOf('\n');
        int carriageReturn = text.indexOf('\r');
        if (carriageReturn < 0 || feed >= 0 && feed < carriageReturn) {
            return CsvFormat.LineEnd.LF;
        }
        return feed == carriageReturn + 1 ? CsvFormat.LineEnd.CRLF : CsvFormat.LineEnd.CR;
    }

    private static boolean hasMark(byte[] start, Charset charset) {
        return charset.name().startsWith("UTF-")
                && new String(start, 0, Math.min(4, start.length), charset).startsWith("\uFEFF");
    }

    private static Charset charset(byte[] start, boolean whole) {
        int first = start.length > 0 ? start[0] & 0xFF : 0;
        int second = start.length > 1 ? start[1] & 0xFF : 0;
        if (first == 0xFF && second == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (first == 0xFE && second == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2];
        int[] ones = new int[2];
        boolean undefined = false; // bytes that windows-1252 does not define
        for (int i = 0; i < start.length; i++) {
            int b = start[i] & 0xFF;
            zeros[i & 1] += b == 0 ? 1 : 0;
            ones[i & 1] += b == 0 ? 0 : 1;
            undefined |= b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D;
        }
        if (zeros[0] + zeros[1] > 0) {
            boolean little = zeros[1] > ones[1] && zeros[0] * 10 < ones[0];
            boolean big = zeros[0] > ones[0] && zeros[1] * 10 < ones[1];
            if (little || big) {
                return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            }
            throw new DataException("is not text (it has bytes of zero)");
        }
        if (isUtf8(start, whole)) {
            return StandardCharsets.UTF_8;
        }
        return undefined || !Charset.isSupported("windows-1252")
                ? StandardCharsets.ISO_8859_1
                : Charset.forName("windows-1252");
    }

    private static boolean isUtf8(byte[] start, boolean whole) {
        CharBuffer to = CharBuffer.allocate(start.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start), to, whole);
        return !result.isError();
    }

    /** Returns the text up to its last complete line. */
    private static String text(byte[] start, Charset charset, boolean whole) {
        String text = new String(start, charset);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return whole || end < 0 ? text : text.substring(0, end + 1);
    }

    /** Returns a single quote only if cells are quoted with it at both ends and none with a double quote. */
    private static char quote(String text, CsvOptions options) {
        if (text.indexOf('\'') < 0 || options.delimiter().equals(Optional.of('\''))) {
            return '"';
        }
        int single = 0;
        for (String line : text.lines().limit(100).toList()) {
            for (String cell : line.split("[,;\t|]")) {
                if (cell.startsWith("\"")) {
                    return '"';
                }
                single += cell.length() > 1 && cell.startsWith("'") && cell.endsWith("'") ? 1 : 0;
            }
        }
        return single > 0 ? '\'' : '"';
    }

    private static char delimiter(String text, char quote) {
        char best = 0;
        double most = HALF;
        for (char delimiter : DELIMITERS.toCharArray()) {
            if (text.indexOf(delimiter) < 0 || delimiter == quote) {
                continue;
            }
            double agreement = new CsvSplit(text, delimiter, quote).agreement();
            if (agreement >= AGREEMENT) {
                return delimiter;
            }
            if (agreement >= most) {
                best = delimiter;
                most = agreement;
            }
        }
        return best == 0 ? absent(text, quote) : best;
    }

    /** Returns a delimiter that does not occur in the cells, for a table of one column. */
    private static char absent(String text, char quote) {
        for (char delimiter : ",;\t|".toCharArray()) {
            if (text.indexOf(delimiter) < 0 && delimiter != quote) {
                return delimiter;
            }
        }
        return quote == ',' ? ';' : ',';
    }

    private static boolean decimalComma(List<String[]> rows) {
        NumberScan point = new NumberScan('.');
        NumberScan comma = new NumberScan(',');
        int points = 0;
        int commas = 0;
        for (String[] row : rows) {
            for (String cell : row) {
                boolean asPoint = point.scan(cell);
                boolean asComma = comma.scan(cell);
                points += asPoint && point.hasDecimals() && !asComma ? 1 : 0;
                commas += asComma && comma.hasDecimals() && !asPoint ? 1 : 0;
            }
        }
        return commas > points;
    }
}
