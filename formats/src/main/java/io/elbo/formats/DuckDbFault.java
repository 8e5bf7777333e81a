package io.elbo.formats;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates DuckDB's error messages for the user. DuckDB wraps the system's reason in JSON, after names of its own. */
final class DuckDbFault {
    private static final Pattern INNER = Pattern.compile("\"exception_message\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern KIND = Pattern.compile("^(?:[A-Z]\\w*(?: [A-Z]\\w*)* )?(?:Error|Exception): ");
    private static final Pattern SYSTEM =
            Pattern.compile(".*: (No space left on device|Disk quota exceeded|File too large)");

    private DuckDbFault() {}

    /** @param file that the message is about */
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
