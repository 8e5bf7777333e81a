package io.elbo.data.table;

/** Offsets from UTC as dates end with them: Z, +02, +0200, +02:00. */
final class DateOffset {
    /** No offset is there. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int MOST_MINUTES = 18 * 60;

    private DateOffset() {}

    /** Where the offset that begins there ends; there itself if none does. */
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

    /** Seconds east of UTC; {@link #NONE} if the text is no offset. */
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

    /** The offset as the letters of a pattern write it: X is Z where there is none, x is +00. */
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
