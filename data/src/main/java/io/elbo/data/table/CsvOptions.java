package io.elbo.data.table;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What the user says of how a table is written as text; what is empty is found out from the beginning of the file.
 *
 * @param delimiter between cells
 * @param quote around cells
 * @param charset the encoding
 * @param header whether the first line holds the names of the columns
 * @param decimalComma whether numbers have a comma between whole and fraction
 * @param brokenRows what to do about rows that cannot be read; goes with tables of other kinds too
 * @param sheet of a workbook: its name, or its number from 1; not of text, but what else there is to choose
 */
public record CsvOptions(
        Optional<Character> delimiter,
        Optional<Character> quote,
        Optional<Charset> charset,
        Optional<Boolean> header,
        Optional<Boolean> decimalComma,
        BrokenRows brokenRows,
        Optional<String> sheet) {
    /** Everything is found out, and broken rows are refused. */
    public static final CsvOptions FOUND_OUT = new CsvOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BrokenRows.REFUSE,
            Optional.empty());

    /** @throws IllegalArgumentException if delimiter or quote cannot be one, or are the same */
    public CsvOptions {
        delimiter.ifPresent(mark -> requireMark("delimiter", mark));
        quote.ifPresent(mark -> requireMark("quote", mark));
        if (delimiter.isPresent() && delimiter.equals(quote.or(() -> Optional.of('"')))) {
            throw new IllegalArgumentException("delimiter '" + delimiter.get() + "': must be another than the quote");
        }
    }

    private static void requireMark(String what, char mark) {
        if (!CsvFormat.isMark(mark)) {
            throw new IllegalArgumentException(
                    what + " '" + mark + "': must be no letter, digit, sign, point or line break");
        }
    }

    /** The same with a delimiter. */
    public CsvOptions withDelimiter(char given) {
        return new CsvOptions(Optional.of(given), quote, charset, header, decimalComma, brokenRows, sheet);
    }

    /** The same with a quote. */
    public CsvOptions withQuote(char given) {
        return new CsvOptions(delimiter, Optional.of(given), charset, header, decimalComma, brokenRows, sheet);
    }

    /** The same with an encoding. */
    public CsvOptions withCharset(Charset given) {
        return new CsvOptions(delimiter, quote, Optional.of(given), header, decimalComma, brokenRows, sheet);
    }

    /** The same with or without a line of names. */
    public CsvOptions withHeader(boolean given) {
        return new CsvOptions(delimiter, quote, charset, Optional.of(given), decimalComma, brokenRows, sheet);
    }

    /** The same with decimal commas or points. */
    public CsvOptions withDecimalComma(boolean given) {
        return new CsvOptions(delimiter, quote, charset, header, Optional.of(given), brokenRows, sheet);
    }

    /** The same with another way with broken rows. */
    public CsvOptions withBrokenRows(BrokenRows other) {
        return new CsvOptions(delimiter, quote, charset, header, decimalComma, other, sheet);
    }

    /** The same with a sheet. */
    public CsvOptions withSheet(String given) {
        return new CsvOptions(delimiter, quote, charset, header, decimalComma, brokenRows, Optional.of(given));
    }

    /** Whether something is said that only a table written as text has. */
    public boolean sayHowTextIs() {
        return delimiter.isPresent()
                || quote.isPresent()
                || charset.isPresent()
                || header.isPresent()
                || decimalComma.isPresent();
    }
}
