package io.elbo.data.table;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.util.Arrays;

/** Parses the dictionary in the header of an NPY file. It accepts only the Python syntax that NumPy writes there. */
final class NpyDictionary {
    /** The maximum number of dimensions of a NumPy array. */
    private static final int MOST_DIMENSIONS = 64;

    private final String file;
    private final long start; // position of the text in the file
    private final String text;
    private int at;
    private NpyType type;
    private Boolean fortranOrder;
    private long[] shape;

    NpyDictionary(String file, long start, String text) {
        this.file = file;
        this.start = start;
        this.text = text;
    }

    /** @throws DataException naming the file and the byte, if it is not a dictionary of the three keys of NPY */
    NpyHeader parse() {
        require("{");
        while (!next("}")) {
            entry();
            if (!next(",")) {
                require("}");
                break;
            }
        }
        skipBlanks();
        if (at < text.length()) {
            throw expected("the end of the header");
        }
        if (type == null || fortranOrder == null || shape == null) {
            throw wrong(
                    start,
                    "the header lacks '" + (type == null ? "descr" : shape == null ? "shape" : "fortran_order") + "'");
        }
        return new NpyHeader(type, fortranOrder, shape);
    }

    private void entry() {
        skipBlanks();
        long begin = start + at;
        String key = string();
        require(":");
        boolean known = switch (key) {
            case "descr" -> type == null;
            case "fortran_order" -> fortranOrder == null;
            case "shape" -> shape == null;
            default -> false;
        };
        if (!known) {
            throw wrong(
                    begin,
                    "the key '" + FileText.oneLine(key)
                            + "'; a header has 'descr', 'fortran_order' and 'shape', each once");
        }
        switch (key) {
            case "descr" -> type = type();
            case "fortran_order" -> fortranOrder = truth();
            default -> shape = tuple();
        }
    }

    private NpyType type() {
        skipBlanks();
        long begin = start + at;
        if (next("[")) {
            throw wrong(begin, "elements of several fields; " + NpyType.KNOWN);
        }
        String description = string();
        return NpyType.of(description)
                .orElseThrow(() -> wrong(
                        begin,
                        "elements of type '" + FileText.oneLine(description) + "'"
                                + (description.contains("O") ? " (Python objects)" : "") + "; " + NpyType.KNOWN));
    }

    private boolean truth() {
        if (next("True")) {
            return true;
        }
        if (next("False")) {
            return false;
        }
        throw expected("True or False");
    }

    private long[] tuple() {
        long[] lengths = new long[MOST_DIMENSIONS];
        int count = 0;
        boolean comma = true;
        require("(");
        while (!next(")")) {
            if (!comma || count == MOST_DIMENSIONS) {
                throw expected("')'");
            }
            lengths[count++] = integer();
            comma = next(",");
        }
        if (count == 1 && !comma) { // in Python, (3) is a number, not a tuple
            throw expected("',' before ')'");
        }
        return Arrays.copyOf(lengths, count);
    }

    private long integer() {
        skipBlanks();
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == begin) {
            throw expected("a number");
        }
        String digits = text.substring(begin, at);
        if (digits.length() > 18) {
            throw wrong(start + begin, "a dimension of " + digits.length() + " digits");
        }
        next("L"); // Python 2 wrote this suffix
        return Long.parseLong(digits);
    }

    private String string() {
        skipBlanks();
        String quote = next("'") ? "'" : "\"";
        if (quote.equals("\"")) {
            require(quote);
        }
        int end = text.indexOf(quote, at);
        if (end < 0) {
            throw expected("a closing quote");
        }
        String content = text.substring(at, end);
        at = end + 1;
        return content;
    }

    private void require(String token) {
        if (!next(token)) {
            throw expected(token.equals("\"") ? "a quoted string" : "'" + token + "'");
        }
    }

    /** Skips the token, if it is next. */
    private boolean next(String token) {
        skipBlanks();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private DataException expected(String what) {
        return wrong(start + at, "the header is damaged: " + what + " is expected");
    }

    private DataException wrong(long position, String what) {
        return new DataException(file + ": byte " + position + ": " + what);
    }
}
