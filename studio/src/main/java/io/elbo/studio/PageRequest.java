package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.studio.request.TrainRequest;
import io.elbo.studio.request.TrainSetting;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the settings of a training that the page requests, as a list of flags and their values. The page may choose the data, the model
 * and the training. It may not choose the folder of the run or the files that are read as specs.
 */
final class PageRequest {
    private static final int MOST = 100;
    private static final int LONGEST = 4096;

    private PageRequest() {}

    /** Reads the flags; returns an empty request if there is no list. */
    static TrainRequest read(JsonNode flags) {
        if (flags.isMissingNode() || flags.isNull()) {
            return TrainRequest.NONE;
        }
        if (!flags.isArray() || flags.size() > MOST) {
            throw Problem.wrong("flags: must be a list of at most " + MOST + " strings");
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
            throw Problem.wrong("flags: must be strings of at most " + LONGEST + " characters");
        }
        return node.textValue();
    }

    /** Rejects {@code --flag=value}: each string must be either a flag or a value. */
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
            throw Problem.wrong("flags: '" + value + "' is not a valid value of " + setting.flag());
        }
        if (value.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length())) {
            throw Problem.wrong("flags: databases can be opened only from the command line");
        }
    }
}
