package io.elbo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elbo.data.Shown;

/** What a command tells the user beside its results. Much of it quotes files. */
final class Say {
    private Say() {}

    /** Something to know. */
    static void note(String text) {
        System.err.println("elbo: note: " + Shown.message(text));
    }

    /** Something that is likely not wanted. */
    static void warning(String text) {
        System.err.println("elbo: warning: " + Shown.message(text));
    }

    /** A result for programs. */
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
