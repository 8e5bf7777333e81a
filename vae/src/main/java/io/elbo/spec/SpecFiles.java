package io.elbo.spec;

import io.elbo.json.Json;
import java.util.Optional;

/** The kinds of runs that a {@code spec.json} may be of; that of a model of images names none. */
public final class SpecFiles {
    /** The kind of a table's run. */
    public static final String TABLE = "table";
    /** The kind of a run of a classifier on few labels. */
    public static final String SEMI = "semi";

    private static final String KIND = "kind";

    private SpecFiles() {}

    /**
     * Whether JSON is the spec of a table's run.
     *
     * @param where names the text in messages
     */
    public static boolean ofTable(String json, String where) {
        return Json.hasText(json, where, KIND, TABLE);
    }

    /**
     * What JSON is the spec of, if not of a model of images.
     *
     * @param where names the text in messages
     */
    public static Optional<String> other(String json, String where) {
        if (ofTable(json, where)) {
            return Optional.of("a model of a table");
        }
        return Json.hasText(json, where, KIND, SEMI) ? Optional.of("a classifier on few labels") : Optional.empty();
    }
}
