package io.elbo.data;

/**
 * How text that comes from a file is put to a user: without what would move the cursor of a terminal, change its colours or turn
 * the direction of writing, and not too much of it. Everything that a message, a note or a description quotes goes through here.
 */
public final class Shown {
    private static final int MOST_OF_CELL = 60;
    private static final int MOST_OF_MESSAGE = 2000;

    private Shown() {}

    /** The text on one line: control characters as JSON writes them, {@code \n} or <code>&#92;u001b</code>. */
    public static String oneLine(String text) {
        return escaped(text, false);
    }

    /** The same of a text of many lines, whose line breaks stay. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    /** A cell, a name or a level: on one line, and at most 60 characters of it. */
    public static String cell(String text) {
        return brief(text, MOST_OF_CELL);
    }

    /** A message: on one line, and at most 2,000 characters of it. */
    public static String message(String text) {
        return brief(text, MOST_OF_MESSAGE);
    }

    /** The text on one line; of a longer one the beginning, so that with three dots it is as long as is allowed. */
    public static String brief(String text, int most) {
        String whole = oneLine(text.length() <= most ? text : text.substring(0, most + 1));
        if (whole.length() <= most) {
            return whole;
        }
        int end = most - 3;
        return whole.substring(0, Character.isHighSurrogate(whole.charAt(end - 1)) ? end - 1 : end) + "...";
    }

    private static String escaped(String text, boolean breaks) {
        StringBuilder line = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = !moves(c) || breaks && c == '\n';
            if (!plain && line == null) {
                line = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (line != null) {
                line.append(plain ? String.valueOf(c) : escape(c));
            }
        }
        return line == null ? text : line.toString();
    }

    /** Control characters, the separators of lines and paragraphs, and what overrides the direction of writing. */
    private static boolean moves(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069';
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) c);
        };
    }
}
