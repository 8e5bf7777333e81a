package io.elbo.formats;

import java.io.IOException;
import java.io.Reader;

/** A text that appears to end at the end of each line, until the next one is started. After {@link #readOn} it ends with its last line. */
final class LineReader extends Reader {
    static final int END = -1;

    private final Reader text;
    private final char[] buffer = new char[1 << 16];
    private int at;
    private int end;
    private long line = 1;
    private boolean lines = true;

    LineReader(Reader text) {
        this.text = text;
    }

    /** Moves to the first character that is not a blank, in this line or a later one, and returns it without consuming it. */
    int begin() throws IOException {
        while (true) {
            int c = peek();
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c != END && isLineEnd(c)) {
                skipLine();
            } else {
                return c;
            }
        }
    }

    /** Moves to the next line. */
    void skipLine() throws IOException {
        int c = peek();
        while (!isLineEnd(c)) {
            at++;
            c = peek();
        }
        at += c == END ? 0 : 1;
        if (c == '\r' && peek() == '\n') {
            at++;
        }
        line++;
    }

    /** From here on, reading continues across line ends, which are no longer counted. */
    void readOn() {
        lines = false;
    }

    /** Returns the number of the current line, from 1. */
    long line() {
        return line;
    }

    /** Returns whether nothing follows the current line. */
    boolean isLast() throws IOException {
        return peek() == END;
    }

    private int peek() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, text.read(buffer));
        }
        return end == 0 ? END : buffer[at];
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == END;
    }

    @Override
    public int read(char[] to, int from, int most) throws IOException {
        if (peek() == END || lines && isLineEnd(peek())) {
            return END;
        }
        int n = 0;
        while (n < most && at + n < end && !(lines && isLineEnd(buffer[at + n]))) {
            n++;
        }
        System.arraycopy(buffer, at, to, from, n);
        at += n;
        return n;
    }

    /** Does nothing, because the caller owns the text, and it continues after the line. */
    @Override
    public void close() {}
}
