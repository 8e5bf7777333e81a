package io.elbo.data;

/**
 * Formats text from files for display to a user. It removes what would move the cursor of a terminal, change its colours or
 * reverse the writing direction, and limits the length. Everything that a message, a note or a description quotes goes through
 * here.
 */
public final class Shown {
    private static final int MOST_OF_CELL = 60;
    private static final int MOST_OF_MESSAGE = 2000;

    private Shown() {}

    /** Returns the text on one line. Control characters are escaped as in JSON: {@code \n} or <code>&#92;u001b</code>. */
    public static String oneLine(String text) {
        return escaped(text, false);
    }

    /** Returns the text with control characters escaped, but with its line breaks. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    /** Returns a cell, a name or a level on one line, with at most 60 characters. */
    public static String cell(String text) {
        return brief(text, MOST_OF_CELL);
    }

    /** Returns a message on one line, with at most 2,000 characters. */
    public static String message(String text) {
        return brief(text, MOST_OF_MESSAGE);
    }

    /** Returns the text on one line. A longer text is cut and ends in three dots, within the allowed length. */
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

    /** Returns whether a character is a control character, a line or paragraph separator, or overrides the writing direction. */
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
