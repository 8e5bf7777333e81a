package io.elbo.data.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a table is written as text: RFC 4180 with other delimiters, quotes and encodings. Lines may end in LF, CRLF or CR when
 * read, whatever is said here. A quote opens a quoted cell only at the cell's first character; two quotes in it are one.
 *
 * @param delimiter between cells, such as a comma, a semicolon, a tab or a bar
 * @param quote around cells that hold a delimiter, a quote or a line break
 * @param charset the encoding
 * @param header whether the first line holds the names of the columns; else they are c0, c1, ...
 * @param decimalComma whether numbers have a comma between whole and fraction, and not a point
 * @param lineEnd what is written at the end of each line
 * @param byteOrderMark whether UTF-8 begins with one, as Excel wants it; UTF-16 always does. Any is skipped when read
 */
public record CsvFormat(
        char delimiter,
        char quote,
        Charset charset,
        boolean header,
        boolean decimalComma,
        LineEnd lineEnd,
        boolean byteOrderMark) {
    /** Comma, double quote, UTF-8, a header, decimal points. */
    public static final CsvFormat STANDARD = new CsvFormat(',', '"', StandardCharsets.UTF_8, true, false);

    /** @throws IllegalArgumentException if delimiter or quote cannot be told from each other, from letters or digits */
    public CsvFormat {
        lineEnd = lineEnd == null ? LineEnd.LF : lineEnd;
        byteOrderMark = byteOrderMark && charset.equals(StandardCharsets.UTF_8);
        if (delimiter == quote || !isMark(delimiter) || !isMark(quote)) {
            throw new IllegalArgumentException("delimiter '" + delimiter + "' and quote '" + quote
                    + "' must differ, and be no letter, digit, sign or line break");
        }
    }

    /** Lines that end in LF, and no byte order mark. */
    public CsvFormat(char delimiter, char quote, Charset charset, boolean header, boolean decimalComma) {
        this(delimiter, quote, charset, header, decimalComma, LineEnd.LF, false);
    }

    /** What ends a line. */
    public enum LineEnd {
        LF("\n"),
        CRLF("\r\n"),
        CR("\r");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        /** Its characters. */
        String text() {
            return text;
        }
    }

    static boolean isMark(char c) {
        return !Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && "\r\n+-.\uFEFF\0".indexOf(c) < 0;
    }

    /**
     * Finds out the format of a text from its beginning.
     *
     * @param start the first bytes, as they are in the file but unpacked
     * @param whole whether these are all
     */
    public static CsvFormat detect(byte[] start, boolean whole) {
        return CsvDetection.of(start, whole, CsvOptions.FOUND_OUT).format();
    }

    /** The same with another delimiter. */
    public CsvFormat withDelimiter(char other) {
        return new CsvFormat(other, quote, charset, header, decimalComma, lineEnd, byteOrderMark);
    }

    /** The same with another quote. */
    public CsvFormat withQuote(char other) {
        return new CsvFormat(delimiter, other, charset, header, decimalComma, lineEnd, byteOrderMark);
    }

    /** The same in another encoding. */
    public CsvFormat withCharset(Charset other) {
        return new CsvFormat(delimiter, quote, other, header, decimalComma, lineEnd, byteOrderMark);
    }

    /** The same with or without a line of names. */
    public CsvFormat withHeader(boolean other) {
        return new CsvFormat(delimiter, quote, charset, other, decimalComma, lineEnd, byteOrderMark);
    }

    /** The same with decimal commas or points. */
    public CsvFormat withDecimalComma(boolean other) {
        return new CsvFormat(delimiter, quote, charset, header, other, lineEnd, byteOrderMark);
    }

    /** "comma-separated, UTF-8, with a header": what was detected, for the user. */
    public String describe() {
        String separated = switch (delimiter) {
            case ',' -> "comma-separated";
            case ';' -> "semicolon-separated";
            case '\t' -> "tab-separated";
            case '|' -> "bar-separated";
            default -> "separated by '" + delimiter + "'";
        };
        return separated + (quote == '"' ? "" : ", quoted by " + quote) + ", " + charset.name()
                + (header ? ", with a header" : ", without a header") + (decimalComma ? ", decimal commas" : "");
    }
}
