package io.elbo.data.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits text into records of cells by RFC 4180. Unlike other readers it continues after a malformed record: such a record ends
 * with its first line, and the next line starts the next record. Lines end in LF, CRLF or CR.
 */
public final class CsvScanner {
    /** Tables have no longer records; without a limit, a quote that is never closed would take all memory. */
    private static final int MOST_CHARACTERS = 1 << 24;

    private static final int MOST_CELLS = 1 << 20;
    /** Size of the cache of short cells. Most cells of most tables repeat, and a repeated cell is one object. */
    private static final int CACHE = 1 << 12;

    private static final int LONGEST_CACHED = 24;
    private static final int END = -1;
    private static final int BLOCK = 1 << 14;

    private final Reader text;
    private final char delimiter;
    private final char quote;
    private char[] buffer = new char[BLOCK];
    private final String[] cache = new String[CACHE];
    private final int[] hashes = new int[CACHE];
    private final List<String> cells = new ArrayList<>();
    private char[] cell = new char[64];
    private int cellLength;
    private int at;
    private int end;
    private long line; // of the record
    private long nextLine = 1;
    private int recordLength;
    private String broken;
    private boolean emptyLine;
    private int secondAt = -1; // where in the buffer the second line of a multi-line record begins
    private long secondLine;
    private final StringBuilder kept = new StringBuilder(); // earlier buffer content from that position on

    /**
     * Creates a scanner at the beginning of a text.
     *
     * @param text without a byte order mark; the caller closes it
     * @param delimiter between cells
     * @param quote around cells that contain a delimiter, a quote or a line break
     */
    public CsvScanner(Reader text, char delimiter, char quote) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** Skips lines, whatever they contain. */
    public void skipLines(long lines) throws IOException {
        for (long skipped = 0; skipped < lines; skipped++) {
            int c = read();
            while (c != '\n' && c != '\r' && c != END) {
                c = read();
            }
            endLine(c);
        }
    }

    /** Moves to the next record; returns false at the end of the text. */
    public boolean next() throws IOException {
        line = nextLine;
        secondAt = -1;
        broken = null;
        emptyLine = false;
        cells.clear();
        recordLength = 0;
        int c = read();
        if (c == END) {
            return false;
        }
        if (c == '\n' || c == '\r') {
            endLine(c);
            emptyLine = true;
            return true;
        }
        while (true) {
            cellLength = 0;
            c = c == quote ? quoted() : plain(c);
            if (broken != null) {
                goBackToSecondLine();
                return true;
            }
            cells.add(cell());
            if (c != delimiter) {
                endLine(c);
                return true;
            }
            if (cells.size() == MOST_CELLS) {
                breakOff("has more than " + MOST_CELLS + " cells", c);
                return true;
            }
            c = read();
        }
    }

    /** Reads a cell without quotes. Returns the character after it. */
    private int plain(int first) throws IOException {
        int c = first;
        while (c != delimiter && c != '\n' && c != '\r' && c != END) {
            append((char) c);
            if (recordLength > MOST_CHARACTERS) {
                breakOff("is longer than " + MOST_CHARACTERS + " characters", c);
                return c;
            }
            int start = at;
            while (at < end && buffer[at] != delimiter && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            append(start, at - start);
            c = read();
        }
        return c;
    }

    /** Reads a cell whose opening quote has been read. Returns the character after the closing quote. */
    private int quoted() throws IOException {
        boolean afterReturn = false;
        long opened = nextLine;
        while (true) {
            int c = read();
            if (c == END) {
                broken = "column " + (cells.size() + 1) + ": the quote opened in line " + opened + " is not closed";
                return c;
            }
            if (c == quote) {
                c = read();
                if (c == quote) {
                    append(quote);
                    afterReturn = false;
                    continue;
                }
                if (c != delimiter && c != '\n' && c != '\r' && c != END) {
                    String column = "column " + (cells.size() + 1) + ": ";
                    breakOff(
                            opened == nextLine
                                    ? column + "the quoted cell has text after its closing quote"
                                    : column + "the quote opened in line " + opened + " is not closed",
                            c);
                }
                return c;
            }
            if (c == '\r' || c == '\n' && !afterReturn) {
                nextLine++;
            }
            if (secondAt < 0 && (c == '\n' || c == '\r' && !feedFollows())) {
                kept.setLength(0);
                secondAt = at;
                secondLine = nextLine;
            }
            afterReturn = c == '\r';
            append((char) c);
            if (recordLength > MOST_CHARACTERS) {
                breakOff(
                        "is longer than " + MOST_CHARACTERS + " characters; the quote opened in line " + opened
                                + " may not be closed",
                        c);
                return c;
            }
        }
    }

    private boolean feedFollows() throws IOException {
        return (at < end || fill()) && buffer[at] == '\n';
    }

    private void breakOff(String why, int last) throws IOException {
        broken = why;
        int c = last;
        while (c != '\n' && c != '\r' && c != END) {
            c = read();
        }
        endLine(c);
    }

    private void endLine(int c) throws IOException {
        nextLine++;
        if (c == '\r' && feedFollows()) {
            at++;
        }
    }

    private int read() throws IOException {
        if (at == end && !fill()) {
            return END;
        }
        recordLength++;
        return buffer[at++];
    }

    /** Only the first line of a broken multi-line record is dropped, because the other lines may be records of their own. */
    private void goBackToSecondLine() {
        if (secondAt < 0) {
            return;
        }
        if (kept.length() > 0) {
            char[] again = new char[Math.max(BLOCK, kept.length() + end)];
            kept.getChars(0, kept.length(), again, 0);
            System.arraycopy(buffer, 0, again, kept.length(), end);
            buffer = again;
            end += kept.length();
            secondAt = 0;
        }
        at = secondAt;
        nextLine = secondLine;
    }

    private boolean fill() throws IOException {
        if (secondAt >= 0) {
            kept.append(buffer, secondAt, end - secondAt);
            secondAt = 0;
        }
        int n;
        do {
            n = text.read(buffer, 0, buffer.length);
        } while (n == 0);
        at = 0;
        end = Math.max(n, 0);
        return n > 0;
    }

    private void append(char c) {
        if (cellLength == cell.length) {
            cell = Arrays.copyOf(cell, 2 * cellLength);
        }
        cell[cellLength++] = c;
    }

    private void append(int start, int length) {
        if (cellLength + length > cell.length) {
            cell = Arrays.copyOf(cell, Math.max(2 * cellLength, cellLength + length));
        }
        System.arraycopy(buffer, start, cell, cellLength, length);
        cellLength += length;
        recordLength += length;
    }

    private String cell() {
        if (cellLength == 0) {
            return "";
        }
        if (cellLength > LONGEST_CACHED) {
            return new String(cell, 0, cellLength);
        }
        int hash = 0;
        for (int i = 0; i < cellLength; i++) {
            hash = 31 * hash + cell[i];
        }
        int slot = (hash ^ hash >>> 12) & CACHE - 1;
        String known = cache[slot];
        if (known == null || hashes[slot] != hash || !isCell(known)) {
            known = new String(cell, 0, cellLength);
            cache[slot] = known;
            hashes[slot] = hash;
        }
        return known;
    }

    private boolean isCell(String text) {
        if (text.length() != cellLength) {
            return false;
        }
        for (int i = 0; i < cellLength; i++) {
            if (text.charAt(i) != cell[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the line on which the record starts, from 1. */
    public long line() {
        return line;
    }

    /** Returns the line that the scanner has reached. */
    public long nextLine() {
        return nextLine;
    }

    /** Returns what is wrong with the record, or null. A broken record has no cells. */
    public String broken() {
        return broken;
    }

    /** Returns whether the record is an empty line. */
    public boolean isEmptyLine() {
        return emptyLine;
    }

    /** Returns the cells of the record. */
    public String[] cells() {
        return cells.toArray(new String[0]);
    }
}
