package io.elbo.data.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits text into records of cells by RFC 4180, and goes on after a malformed one, which FastCSV does not: a record that
 * cannot be read ends with its line, and the next line starts the next record.
 */
public final class CsvScanner {
    /** Longer records are not in tables; a quote that is never closed would else take all memory. */
    private static final int MOST_CHARACTERS = 1 << 24;

    private static final int MOST_CELLS = 1 << 20;
    /** Repeated short cells are one object: most cells of most tables are. */
    private static final int CACHE = 1 << 12;

    private static final int LONGEST_CACHED = 24;
    private static final int END = -1;

    private final Reader text;
    private final char delimiter;
    private final char quote;
    private final char[] buffer = new char[1 << 14];
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

    public CsvScanner(Reader text, char delimiter, char quote) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** Steps to the next record; false at the end of the text. */
    public boolean next() throws IOException {
        line = nextLine;
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

    /** Reads a cell without quotes; gives the character after it. */
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

    /** Reads a cell whose opening quote has been read; gives the character after the closing one. */
    private int quoted() throws IOException {
        boolean afterReturn = false;
        while (true) {
            int c = read();
            if (c == END) {
                broken = "a quoted cell is not closed before the end of the file";
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
                    breakOff("column " + (cells.size() + 1) + ": the quoted cell goes on after its closing quote", c);
                }
                return c;
            }
            if (c == '\r' || c == '\n' && !afterReturn) {
                nextLine++;
            }
            afterReturn = c == '\r';
            append((char) c);
            if (recordLength > MOST_CHARACTERS) {
                breakOff("is longer than " + MOST_CHARACTERS + " characters; a quoted cell is perhaps not closed", c);
                return c;
            }
        }
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
        if (c == '\r' && (at < end || fill()) && buffer[at] == '\n') {
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

    private boolean fill() throws IOException {
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

    /** The line on which the record starts, from 1. */
    public long line() {
        return line;
    }

    /** The line that the scanner has come to. */
    public long nextLine() {
        return nextLine;
    }

    /** What is wrong with the record, or null; a broken one has no cells. */
    public String broken() {
        return broken;
    }

    /** Whether the record is a line without any character. */
    public boolean isEmptyLine() {
        return emptyLine;
    }

    /** The cells of the record. */
    public String[] cells() {
        return cells.toArray(new String[0]);
    }
}
