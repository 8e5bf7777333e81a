package io.elbo.table;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a model of a table is trained for. Each purpose needs the VAE of the table; some need a part of their own. */
public enum Purpose {
    /** Scoring rows, p-values of anomalies and explanations; needs the scorer. */
    @JsonProperty("score")
    SCORE,
    /** Filling in missing cells. */
    @JsonProperty("impute")
    IMPUTE,
    /** Drawing rows; needs the synthesizer. */
    @JsonProperty("synthesize")
    SYNTHESIZE,
    /** Latent variables of rows. */
    @JsonProperty("encode")
    ENCODE;

    /** All purposes. */
    public static final Set<Purpose> ALL = Set.of(values());

    /**
     * The purpose of a word such as {@code score}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Purpose of(String word) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is no purpose of a table's model; there are " + words(ALL)));
    }

    /** Its word: {@code score}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of some, in the order of their declaration. */
    static String words(Set<Purpose> some) {
        return new TreeSet<>(some).stream().map(Purpose::word).collect(Collectors.joining(", "));
    }
}
