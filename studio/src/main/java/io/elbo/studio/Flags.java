package io.elbo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.elbo.run.RunData;
import io.elbo.spec.PictureSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flags of {@code elbo train} that come from the page. Only those that say what to train, on what and how: where a run goes, and which
 * files are read as specs, is not for the page to say. Each goes to the command as one word, {@code --flag=value}, so that no value can
 * be taken for a flag or for a file of arguments.
 */
final class Flags {
    private static final Set<String> WITH_VALUE = Set.of(
            "--data",
            "--data-dir",
            "--resize",
            "--limit",
            "--leave-out",
            "--pairs",
            "--resize-pairs",
            "--background",
            "--white",
            "--model",
            "--architecture",
            "--hidden",
            "--latent",
            "--activation",
            "--likelihood",
            "--variance",
            "--prior",
            "--condition",
            "--initialization",
            "--epochs",
            "--batch",
            "--optimizer",
            "--learning-rate",
            "--schedule",
            "--warm-up",
            "--momentum",
            "--weight-decay",
            "--clip-norm",
            "--objective",
            "--samples",
            "--beta",
            "--kl-warm-up",
            "--kl-cycles",
            "--free-bits",
            "--capacity",
            "--mmd",
            "--binarize",
            "--corrupt",
            "--validation",
            "--patience",
            "--seed",
            "--threads",
            "--ignore",
            "--missing",
            "--delimiter",
            "--quote",
            "--encoding",
            "--decimal-comma",
            "--broken",
            "--as",
            "--sheet");
    private static final Set<String> ALONE = Set.of("--strict", "--header", "--no-header");
    private static final int MOST = 100;
    private static final int LONGEST = 4096;

    private Flags() {}

    /** The flags of a request, each with its value; empty for those that have none. */
    static Map<String, String> read(JsonNode flags) {
        Map<String, String> read = new LinkedHashMap<>();
        if (flags.isMissingNode() || flags.isNull()) {
            return read;
        }
        if (!flags.isArray() || flags.size() > MOST) {
            throw Problem.wrong("flags: must be a list of at most " + MOST + " texts");
        }
        for (int i = 0; i < flags.size(); i++) {
            String flag = text(flags.get(i));
            if (ALONE.contains(flag)) {
                read.put(flag, "");
            } else if (WITH_VALUE.contains(flag)) {
                i++;
                if (i == flags.size()) {
                    throw Problem.wrong("flags: " + flag + " has no value");
                }
                read.put(flag, value(flag, text(flags.get(i))));
            } else {
                throw Problem.wrong("flags: '" + flag + "' cannot be given here");
            }
        }
        return read;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual() || node.textValue().length() > LONGEST) {
            throw Problem.wrong("flags: must be texts of at most " + LONGEST + " characters");
        }
        return node.textValue();
    }

    private static String value(String flag, String value) {
        if (value.isEmpty() || value.startsWith("-") || value.startsWith("@") || value.matches("(?s).*\\p{Cntrl}.*")) {
            throw Problem.wrong("flags: '" + value + "' is no value of " + flag);
        }
        if (value.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length())) {
            throw Problem.wrong("flags: databases are opened from the command line only");
        }
        return value;
    }

    /** The flags that open a run's data again. */
    static Map<String, String> of(RunData data) {
        Map<String, String> flags = new LinkedHashMap<>();
        put(flags, "--data", data.data());
        put(flags, "--data-dir", data.dataDir());
        put(flags, "--resize", data.resize());
        put(flags, "--limit", data.limit());
        put(flags, "--leave-out", data.leaveOut());
        put(flags, "--pairs", data.pairs());
        put(flags, "--resize-pairs", data.resizePairs());
        if (data.reading() != null) {
            put(flags, data.reading());
        }
        if (data.pictures() != null) {
            put(flags, data.pictures());
        }
        return flags;
    }

    private static void put(Map<String, String> flags, RunData.Reading reading) {
        put(flags, "--delimiter", "\t".equals(reading.delimiter()) ? "tab" : reading.delimiter());
        put(flags, "--quote", reading.quote());
        put(flags, "--encoding", reading.encoding());
        put(flags, "--decimal-comma", reading.decimalComma());
        put(flags, "--sheet", reading.sheet());
        if (reading.header() != null) {
            put(flags, reading.header() ? "--header" : "--no-header", "");
        }
        if (reading.skipBroken()) {
            put(flags, "--broken", "skip");
        }
    }

    private static void put(Map<String, String> flags, PictureSettings pictures) {
        put(flags, "--background", pictures.background());
        put(flags, "--white", pictures.white());
        if (Boolean.TRUE.equals(pictures.skipBroken())) {
            put(flags, "--broken", "skip");
        }
    }

    private static void put(Map<String, String> flags, String flag, Object value) {
        if (value != null) {
            flags.put(flag, value.toString());
        }
    }

    /** As words of a command. */
    static List<String> words(Map<String, String> flags) {
        List<String> words = new ArrayList<>();
        flags.forEach((flag, value) -> words.add(value.isEmpty() ? flag : flag + "=" + value));
        return words;
    }
}
