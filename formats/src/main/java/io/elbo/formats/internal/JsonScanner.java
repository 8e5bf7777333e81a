package io.elbo.formats.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads flat objects from JSON (RFC 8259), one after the other: one on each line, or an array of them. Values keep the text that they
 * have there; lists and objects in them become their JSON text without blanks. Beyond the standard, NaN, Infinity and -Infinity
 * are numbers, as Python writes them. After an object that is broken, lines are read on from the next one; an array is not.
 */
public final class JsonScanner {
    /** What a value is. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NULL,
        NESTED
    }

    private static final int MOST_CHARACTERS = 1 << 26;
    private static final int DEEPEST = 200;
    private static final int END = -1;

    private final Reader text;
    private final char[] buffer = new char[1 << 16];
    private final List<String> keys = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final StringBuilder part = new StringBuilder();
    private int at;
    private int end;
    private int length; // of the object so far
    private long line = 1; // of the next character
    private long start; // line of the object
    private boolean array;
    private boolean begun;
    private boolean over;
    private boolean afterReturn;
    private String broken;

    /** What is wrong with an object. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private Broken(String what) {
            super(what, null, false, false);
        }
    }

    public JsonScanner(Reader text) {
        this.text = text;
    }

    /** Steps to the next object; false at the end of the text. */
    public boolean next() throws IOException {
        broken = null;
        keys.clear();
        values.clear();
        kinds.clear();
        seen.clear();
        length = 0;
        if (over) {
            return false;
        }
        blanks(true);
        start = line;
        try {
            if (!begun && peek() == '[') {
                read();
                array = true;
                blanks(true);
                start = line;
                if (peek() == ']') {
                    begun = true;
                    return close();
                }
            } else if (begun && array) {
                if (peek() == ']') {
                    return close();
                }
                expect(',', "a comma or ] after the object before");
                blanks(true);
                start = line;
            } else if (peek() == END) {
                return false;
            }
            begun = true;
            object();
            if (!array) {
                blanks(false);
                if (peek() != '\n' && peek() != '\r' && peek() != END) {
                    throw new Broken("goes on after its object with " + shown(peek()));
                }
            }
        } catch (Broken e) {
            broken = e.getMessage();
            over = array;
            while (peek() != '\n' && peek() != '\r' && peek() != END) {
                read();
            }
        }
        return true;
    }

    /** The end of the array, after which nothing may come. */
    private boolean close() throws IOException, Broken {
        read();
        over = true;
        blanks(true);
        start = line;
        if (peek() != END) {
            throw new Broken("goes on after the array with " + shown(peek()));
        }
        return false;
    }

    private void object() throws IOException, Broken {
        expect('{', array ? "an object of the array" : "an object, as on every line");
        blanks(array);
        if (peek() == '}') {
            read();
            return;
        }
        while (true) {
            if (peek() != '"') {
                throw new Broken("a key in double quotes is needed, not " + shown(peek()));
            }
            part.setLength(0);
            string(false);
            String key = part.toString();
            if (!seen.add(key)) {
                throw new Broken("has the key '" + brief(key) + "' twice");
            }
            blanks(array);
            expect(':', "a colon after the key '" + brief(key) + "'");
            blanks(array);
            part.setLength(0);
            Kind kind = value(0);
            keys.add(key);
            values.add(kind == Kind.NULL ? "" : part.toString());
            kinds.add(kind);
            length += key.length() + part.length();
            requireShort();
            blanks(array);
            if (peek() == '}') {
                read();
                return;
            }
            expect(',', "a comma or } after the value of '" + brief(key) + "'");
            blanks(array);
        }
    }

    /** Adds the text of a value; within lists and objects, as JSON. */
    private Kind value(int depth) throws IOException, Broken {
        int c = peek();
        if (c == '"') {
            string(depth > 0);
            return Kind.TEXT;
        }
        if (c == '{' || c == '[') {
            if (depth == DEEPEST) {
                throw new Broken("has lists or objects more than " + DEEPEST + " deep");
            }
            nested(c == '{', depth);
            return Kind.NESTED;
        }
        int from = part.length();
        while (peek() != END && (Character.isLetterOrDigit(peek()) || "+-.".indexOf(peek()) >= 0)) {
            part.append((char) read());
            requireShort();
        }
        String word = part.substring(from);
        switch (word) {
            case "true", "false":
                return Kind.TRUTH;
            case "null":
                return Kind.NULL;
            case "NaN":
                return Kind.NUMBER;
            case "Infinity", "-Infinity":
                part.setLength(from);
                part.append(word.startsWith("-") ? "-inf" : "inf");
                return Kind.NUMBER;
            default:
                if (!isNumber(word)) {
                    throw new Broken(
                            word.isEmpty()
                                    ? "a value is needed, not " + shown(c)
                                    : "'" + brief(word) + "' is no value");
                }
                return Kind.NUMBER;
        }
    }

    private void nested(boolean object, int depth) throws IOException, Broken {
        char close = object ? '}' : ']';
        part.append((char) read());
        blanks(array);
        if (peek() == close) {
            part.append((char) read());
            return;
        }
        while (true) {
            if (object) {
                if (peek() != '"') {
                    throw new Broken("a key in double quotes is needed, not " + shown(peek()));
                }
                string(true);
                blanks(array);
                expect(':', "a colon after a key");
                part.append(':');
                blanks(array);
            }
            value(depth + 1);
            blanks(array);
            if (peek() == close) {
                part.append((char) read());
                return;
            }
            expect(',', "a comma or " + close);
            part.append(',');
            blanks(array);
        }
    }

    /** Whether a text is a number of JSON. */
    public static boolean isNumber(String word) {
        int n = word.length();
        int i = n > 0 && word.charAt(0) == '-' ? 1 : 0;
        int whole = digits(word, i);
        if (whole == i || word.charAt(i) == '0' && whole > i + 1) {
            return false;
        }
        i = whole;
        if (i < n && word.charAt(i) == '.') {
            int decimals = digits(word, i + 1);
            if (decimals == i + 1) {
                return false;
            }
            i = decimals;
        }
        if (i < n && (word.charAt(i) == 'e' || word.charAt(i) == 'E')) {
            int from = i + 1 < n && "+-".indexOf(word.charAt(i + 1)) >= 0 ? i + 2 : i + 1;
            i = digits(word, from);
            if (i == from) {
                return false;
            }
        }
        return i == n;
    }

    private static int digits(String word, int from) {
        int end = from;
        while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /**
     * Adds the text of a string.
     *
     * @param asJson with its quotes, and as it is written
     */
    private void string(boolean asJson) throws IOException, Broken {
        int quote = read();
        if (asJson) {
            part.append((char) quote);
        }
        while (true) {
            int c = peek();
            if (c == END || c < ' ') {
                throw new Broken(
                        c == END || c == '\n' || c == '\r' ? "a text is not closed" : "a text has a control character");
            }
            read();
            if (c == '"') {
                if (asJson) {
                    part.append('"');
                }
                return;
            }
            if (c != '\\') {
                part.append((char) c);
                requireShort();
                continue;
            }
            int code = peek();
            if (code == END || "\"\\/bfnrtu".indexOf(code) < 0) {
                throw new Broken("a text has \\ before " + shown(code));
            }
            read();
            if (asJson) {
                part.append('\\').append((char) code);
                if (code == 'u') {
                    part.append(String.format("%04x", hexadecimal()));
                }
            } else {
                part.append(
                        switch (code) {
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            case 'u' -> (char) hexadecimal();
                            default -> (char) code;
                        });
            }
        }
    }

    private int hexadecimal() throws IOException, Broken {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw new Broken("a text has \\u without four hexadecimal digits");
            }
            value = 16 * value + digit;
            read();
        }
        return value;
    }

    private void expect(char wanted, String what) throws IOException, Broken {
        if (peek() != wanted) {
            boolean lineEnd = !array && (peek() == '\n' || peek() == '\r');
            throw new Broken(what + " is needed, not " + shown(peek())
                    + (lineEnd ? "; an object must not go on over several lines, but in an array [{...}, ...]" : ""));
        }
        read();
    }

    private void blanks(boolean lines) throws IOException {
        while (peek() == ' ' || peek() == '\t' || lines && (peek() == '\n' || peek() == '\r')) {
            read();
        }
    }

    private int peek() throws IOException {
        if (at == end) {
            int n;
            do {
                n = end < 0 ? END : text.read(buffer, 0, buffer.length);
            } while (n == 0);
            at = n < 0 ? END : 0;
            end = n;
        }
        return end < 0 ? END : buffer[at];
    }

    /** The next character, which is there. */
    private int read() throws IOException {
        int c = peek();
        at++;
        line += c == '\r' || c == '\n' && !afterReturn ? 1 : 0;
        afterReturn = c == '\r';
        return c;
    }

    private void requireShort() throws Broken {
        if (length + part.length() > MOST_CHARACTERS) {
            throw new Broken("is longer than " + MOST_CHARACTERS + " characters");
        }
    }

    private static String shown(int c) {
        return switch (c) {
            case END -> "the end of the file";
            case '\n', '\r' -> "the end of the line";
            default -> "'" + Words.oneLine(String.valueOf((char) c)) + "'";
        };
    }

    private static String brief(String text) {
        return Words.oneLine(text.length() > 40 ? text.substring(0, 40) + "..." : text);
    }

    /** The line on which the object starts, from 1. */
    public long line() {
        return start;
    }

    /** The line that has been come to. */
    public long nextLine() {
        return line;
    }

    /** What is wrong with the object, or null. */
    public String broken() {
        return broken;
    }

    /** Whether nothing can be read after a broken object. */
    public boolean isArray() {
        return array;
    }

    /** The keys of the object, in its order, none twice. */
    public List<String> keys() {
        return keys;
    }

    /** The text of each value; nothing for null. */
    public List<String> values() {
        return values;
    }

    /** What each value is. */
    public List<Kind> kinds() {
        return kinds;
    }
}
