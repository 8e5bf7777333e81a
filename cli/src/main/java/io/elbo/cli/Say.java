package io.elbo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.Shown;

/** Messages and JSON for the user. They may quote files, so control characters are escaped. */
final class Say {
    private Say() {}

    /** Prints a note. */
    static void note(String text) {
        System.err.println("elbo: note: " + Shown.message(text));
    }

    /** Prints a warning. */
    static void warning(String text) {
        System.err.println("elbo: warning: " + Shown.message(text));
    }

    /** Prints a result as JSON. */
    static void json(Object value) {
        try {
            System.out.println(Shown.lines(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
