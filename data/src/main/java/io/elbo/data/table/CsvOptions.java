package io.elbo.data.table;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * The text format of a table as far as the user sets it. Empty options are detected from the beginning of the file.
 *
 * @param delimiter between cells
 * @param quote around cells
 * @param charset the encoding
 * @param header whether the first line holds the column names
 * @param decimalComma whether numbers have a decimal comma
 * @param brokenRows what to do about rows that cannot be read; also applies to other kinds of tables
 * @param sheet of a workbook: its name, or its number from 1. It does not apply to text
 */
public record CsvOptions(
        Optional<Character> delimiter,
        Optional<Character> quote,
        Optional<Charset> charset,
        Optional<Boolean> header,
        Optional<Boolean> decimalComma,
        BrokenRows brokenRows,
        Optional<String> sheet) {
    /** @throws IllegalArgumentException if delimiter or quote is invalid, or both are the same */
    public CsvOptions {
        delimiter.ifPresent(mark -> requireMark("delimiter", mark));
        quote.ifPresent(mark -> requireMark("quote", mark));
        if (delimiter.isPresent() && delimiter.equals(quote.or(() -> Optional.of('"')))) {
            throw new IllegalArgumentException("delimiter '" + delimiter.get() + "': must differ from the quote");
        }
    }

    private static void requireMark(String what, char mark) {
        if (!CsvFormat.isMark(mark)) {
            throw new IllegalArgumentException(
                    what + " '" + mark + "': must not be a letter, digit, sign, point or line break");
        }
    }

    /** Returns a copy with a delimiter. */
    public CsvOptions withDelimiter(char given) {
        return new CsvOptions(Optional.of(given), quote, charset, header, decimalComma, brokenRows, sheet);
    }

    /** Returns a copy with a quote. */
    public CsvOptions withQuote(char given) {
        return new CsvOptions(delimiter, Optional.of(given), charset, header, decimalComma, brokenRows, sheet);
    }

    /** Returns a copy with an encoding. */
    public CsvOptions withCharset(Charset given) {
        return new CsvOptions(delimiter, quote, Optional.of(given), header, decimalComma, brokenRows, sheet);
    }

    /** Returns a copy with or without a header line. */
    public CsvOptions withHeader(boolean given) {
        return new CsvOptions(delimiter, quote, charset, Optional.of(given), decimalComma, brokenRows, sheet);
    }

    /** Returns a copy with decimal commas or points. */
    public CsvOptions withDecimalComma(boolean given) {
        return new CsvOptions(delimiter, quote, charset, header, Optional.of(given), brokenRows, sheet);
    }

    /** Returns a copy with another policy for broken rows. */
    public CsvOptions withBrokenRows(BrokenRows other) {
        return new CsvOptions(delimiter, quote, charset, header, decimalComma, other, sheet);
    }

    /** Returns a copy with a sheet. */
    public CsvOptions withSheet(String given) {
        return new CsvOptions(delimiter, quote, charset, header, decimalComma, brokenRows, Optional.of(given));
    }

    /** Returns whether an option is set that applies only to text. */
    public boolean sayHowTextIs() {
        return delimiter.isPresent()
                || quote.isPresent()
                || charset.isPresent()
                || header.isPresent()
                || decimalComma.isPresent();
    }

    /** Returns options that detect everything and refuse broken rows. */
    public static CsvOptions defaults() {
        return new CsvOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BrokenRows.REFUSE,
                Optional.empty());
    }
}
