package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import java.util.ArrayList;
import java.util.List;

/**
 * A wish for a training that comes from the page, as a list of flags and their values. Only what says what to train, on what and how:
 * where a run goes, and which files are read as specs, is not for the page to say.
 */
final class PageRequest {
    private static final int MOST = 100;
    private static final int LONGEST = 4096;

    private PageRequest() {}

    /** What the page says; nothing if it has no list. */
    static TrainRequest read(JsonNode flags) {
        if (flags.isMissingNode() || flags.isNull()) {
            return TrainRequest.NONE;
        }
        if (!flags.isArray() || flags.size() > MOST) {
            throw Problem.wrong("flags: must be a list of at most " + MOST + " texts");
        }
        List<String> words = new ArrayList<>();
        flags.forEach(word -> words.add(separate(text(word))));
        TrainRequest read;
        try {
            read = TrainRequest.read(words);
        } catch (IllegalArgumentException e) {
            throw Problem.wrong("flags: " + e.getMessage());
        }
        read.said().forEach(PageRequest::check);
        return read;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual() || node.textValue().length() > LONGEST) {
            throw Problem.wrong("flags: must be texts of at most " + LONGEST + " characters");
        }
        return node.textValue();
    }

    /** A flag comes apart from its value, so that each text is one or the other. */
    private static String separate(String word) {
        if (word.startsWith("-") && word.contains("=")) {
            throw Problem.wrong("flags: '" + word + "' cannot be given here");
        }
        return word;
    }

    private static void check(TrainSetting setting, List<String> values) {
        if (!setting.forPage()) {
            throw Problem.wrong("flags: '" + setting.flag() + "' cannot be given here");
        }
        values.forEach(value -> check(setting, value));
    }

    private static void check(TrainSetting setting, String value) {
        if (value.isEmpty() || value.startsWith("-") || value.startsWith("@") || value.matches("(?s).*\\p{Cntrl}.*")) {
            throw Problem.wrong("flags: '" + value + "' is no value of " + setting.flag());
        }
        if (value.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length())) {
            throw Problem.wrong("flags: databases are opened from the command line only");
        }
    }
}
