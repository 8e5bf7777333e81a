package io.elbo.spec;

import io.elbo.json.Json;

/** What kind of run a {@code spec.json} is of. */
public final class SpecFiles {
    private SpecFiles() {}

    /**
     * Whether JSON is the spec of a table's run, rather than of one of images.
     *
     * @param where names the text in messages
     */
    public static boolean ofTable(String json, String where) {
        return Json.hasField(json, where, "hiding");
    }
}
