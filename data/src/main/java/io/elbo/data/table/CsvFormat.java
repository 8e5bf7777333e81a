package io.elbo.data.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text format of a table: RFC 4180 with other delimiters, quotes and encodings. Lines may always end in LF, CRLF or CR when
 * read. A quote opens a quoted cell only as the cell's first character; two quotes inside it stand for one.
 *
 * @param delimiter between cells, such as a comma, a semicolon, a tab or a bar
 * @param quote around cells that contain a delimiter, a quote or a line break
 * @param charset the encoding
 * @param header whether the first line holds the column names; otherwise they are c0, c1, ...
 * @param decimalComma whether numbers have a decimal comma instead of a decimal point
 * @param lineEnd written at the end of each line
 * @param byteOrderMark whether UTF-8 begins with one, as Excel needs; UTF-16 always does. Any is skipped when read
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

    /** @throws IllegalArgumentException if delimiter and quote are equal, or one is a letter, digit, sign or line break */
    public CsvFormat {
        lineEnd = lineEnd == null ? LineEnd.LF : lineEnd;
        byteOrderMark = byteOrderMark && charset.equals(StandardCharsets.UTF_8);
        if (delimiter == quote || !isMark(delimiter) || !isMark(quote)) {
            throw new IllegalArgumentException("delimiter '" + delimiter + "' and quote '" + quote
                    + "' must differ, and must not be a letter, digit, sign or line break");
        }
    }

    /** A format whose lines end in LF, without a byte order mark. */
    public CsvFormat(char delimiter, char quote, Charset charset, boolean header, boolean decimalComma) {
        this(delimiter, quote, charset, header, decimalComma, LineEnd.LF, false);
    }

    /** The end of a line. */
    public enum LineEnd {
        LF("\n"),
        CRLF("\r\n"),
        CR("\r");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        /** Returns its characters. */
        String text() {
            return text;
        }
    }

    static boolean isMark(char c) {
        return !Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && "\r\n+-.\uFEFF\0".indexOf(c) < 0;
    }

    /**
     * Detects the format of a text from its beginning.
     *
     * @param start the first bytes of the file, decompressed
     * @param whole whether these are all
     */
    public static CsvFormat detect(byte[] start, boolean whole) {
        return CsvDetection.of(start, whole, CsvOptions.defaults()).format();
    }

    /** Returns a copy with another delimiter. */
    public CsvFormat withDelimiter(char other) {
        return new CsvFormat(other, quote, charset, header, decimalComma, lineEnd, byteOrderMark);
    }

    /** Returns a copy with another quote. */
    public CsvFormat withQuote(char other) {
        return new CsvFormat(delimiter, other, charset, header, decimalComma, lineEnd, byteOrderMark);
    }

    /** Returns a copy with another encoding. */
    public CsvFormat withCharset(Charset other) {
        return new CsvFormat(delimiter, quote, other, header, decimalComma, lineEnd, byteOrderMark);
    }

    /** Returns a copy with or without a header line. */
    public CsvFormat withHeader(boolean other) {
        return new CsvFormat(delimiter, quote, charset, other, decimalComma, lineEnd, byteOrderMark);
    }

    /** Returns a copy with decimal commas or points. */
    public CsvFormat withDecimalComma(boolean other) {
        return new CsvFormat(delimiter, quote, charset, header, other, lineEnd, byteOrderMark);
    }

    /** Describes the format for the user, for example "comma-separated, UTF-8, with a header". */
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
