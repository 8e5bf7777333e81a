package io.elbo.data.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the types of columns are found out.
 *
 * @param maxLevels the most levels that a category may have; of texts with more, the most frequent are kept. All columns
 *     together keep about one million texts at most, so that with many columns the limit of each is lower
 * @param sample numbers of a column that are kept for its median and tails; all columns together at most about four
 *     million. Those of a longer table are drawn evenly, always the same ones
 * @param spikeShare a single number is a spike if this share of a column's values or more is equal to it
 * @param missing the texts that stand for no value in every column, instead of the usual ones
 * @param kinds what columns are, by their names, where that is not to be found out
 */
public record InferenceOptions(
        int maxLevels, int sample, double spikeShare, Optional<List<String>> missing, Map<String, ColumnKind> kinds) {
    /** 100,000 levels, a sample of 8,192, spikes from a quarter, the usual marks ("", NA, NaN, null, ? and the like). */
    public static final InferenceOptions DEFAULT =
            new InferenceOptions(100_000, 8192, 0.25, Optional.empty(), Map.of());

    /** @throws IllegalArgumentException naming what is out of its range */
    public InferenceOptions {
        if (maxLevels < 2 || sample < 16 || !(spikeShare > 0 && spikeShare <= 1)) {
            throw new IllegalArgumentException("maxLevels " + maxLevels + ", sample " + sample + ", spikeShare "
                    + spikeShare + "; they must be at least 2, at least 16, and above 0 up to 1");
        }
        missing = missing.map(List::copyOf);
        kinds = Map.copyOf(kinds);
    }

    /** The same with these missing marks only. */
    public InferenceOptions withMissing(List<String> marks) {
        return new InferenceOptions(maxLevels, sample, spikeShare, Optional.of(marks), kinds);
    }

    /** The same with another limit of levels. */
    public InferenceOptions withMaxLevels(int levels) {
        return new InferenceOptions(levels, sample, spikeShare, missing, kinds);
    }

    /** The same, where the user says what some columns are. */
    public InferenceOptions withKinds(Map<String, ColumnKind> given) {
        return new InferenceOptions(maxLevels, sample, spikeShare, missing, given);
    }
}
