package io.elbo.formats;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB says of a fault, in words for the user: it puts the reason of the system into JSON, and that behind names of its own. */
final class DuckDbFault {
    private static final Pattern INNER = Pattern.compile("\"exception_message\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern KIND = Pattern.compile("^(?:[A-Z]\\w*(?: [A-Z]\\w*)* )?(?:Error|Exception): ");
    private static final Pattern SYSTEM =
            Pattern.compile(".*: (No space left on device|Disk quota exceeded|File too large)");

    private DuckDbFault() {}

    /** @param file that it speaks of */
    public static String reason(Exception cause, Path file) {
        String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        Matcher inner = INNER.matcher(text);
        if (inner.find()) {
            text = inner.group(1).replaceAll("\\\\(.)", "$1");
        }
        Matcher system = SYSTEM.matcher(text);
        if (system.matches()) {
            return system.group(1);
        }
        return Words.oneLine(KIND.matcher(text)
                .replaceFirst("")
                .replace(file.toAbsolutePath().toString(), "the file")
                .replace(file.toString(), "the file"));
    }
}
