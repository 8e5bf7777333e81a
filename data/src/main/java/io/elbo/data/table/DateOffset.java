package io.elbo.data.table;

/** Offsets from UTC at the end of dates: Z, +02, +0200, +02:00. */
final class DateOffset {
    /** There is no offset. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int MOST_MINUTES = 18 * 60;

    private DateOffset() {}

    /** Returns where the offset that begins there ends, or the same position if there is none. */
    static int end(String text, int from) {
        if (from < text.length() && text.charAt(from) == 'Z') {
            return from + 1;
        }
        if (from >= text.length() || "+-".indexOf(text.charAt(from)) < 0 || !digits(text, from + 1)) {
            return from;
        }
        int minutes = from + 3 < text.length() && text.charAt(from + 3) == ':' ? from + 4 : from + 3;
        return digits(text, minutes) ? minutes + 2 : from + 3;
    }

    private static boolean digits(String text, int at) {
        return at + 2 <= text.length() && isDigit(text.charAt(at)) && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns seconds east of UTC, or {@link #NONE} if the text is not an offset. */
    public static int seconds(String text) {
        if (text.isEmpty() || end(text, 0) != text.length()) {
            return NONE;
        }
        if (text.equals("Z")) {
            return 0;
        }
        int minutes = 60 * number(text, 1) + (text.length() > 3 ? number(text, text.length() - 2) : 0);
        return minutes > MOST_MINUTES ? NONE : (text.charAt(0) == '-' ? -60 : 60) * minutes;
    }

    private static int number(String text, int at) {
        return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
    }

    /** Returns the offset as the letters of a pattern write it. For UTC, X gives Z and x gives +00. */
    static String text(int seconds, DatePart part) {
        if (seconds == 0 && part.letter() == 'X') {
            return "Z";
        }
        int minutes = Math.abs(seconds) / 60;
        String rest = String.format("%02d", minutes % 60);
        return (seconds < 0 ? "-" : "+")
                + String.format("%02d", minutes / 60)
                + switch (part.length()) {
                    case 1 -> minutes % 60 == 0 ? "" : rest;
                    case 2 -> rest;
                    default -> ":" + rest;
                };
    }
}
