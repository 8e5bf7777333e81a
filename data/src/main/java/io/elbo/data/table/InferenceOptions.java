package io.elbo.data.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options for inferring the types of columns.
 *
 * @param maxLevels the most levels that a category may have; of more texts, the most frequent are kept. All columns together keep
 *     at most about one million texts, so with many columns the limit of each is lower
 * @param sample how many numbers of a column are kept for its median and tails; all columns together keep at most about four
 *     million. From a longer table they are sampled uniformly and reproducibly
 * @param spikeShare a single number is a spike if at least this fraction of a column's values is equal to it
 * @param missing the marks of missing values in every column, instead of the default ones
 * @param kinds the kinds of columns, by name, that are not to be inferred
 */
public record InferenceOptions(
        int maxLevels, int sample, double spikeShare, Optional<List<String>> missing, Map<String, ColumnKind> kinds) {
    /** @throws IllegalArgumentException naming what is out of its range */
    public InferenceOptions {
        if (maxLevels < 2 || sample < 16 || !(spikeShare > 0 && spikeShare <= 1)) {
            throw new IllegalArgumentException("maxLevels " + maxLevels + ", sample " + sample + ", spikeShare "
                    + spikeShare + "; they must be at least 2, at least 16, and above 0 up to 1");
        }
        missing = missing.map(List::copyOf);
        kinds = Map.copyOf(kinds);
    }

    /** Returns a copy with only these missing marks. */
    public InferenceOptions withMissing(List<String> marks) {
        return new InferenceOptions(maxLevels, sample, spikeShare, Optional.of(marks), kinds);
    }

    /** Returns a copy with another limit of levels. */
    public InferenceOptions withMaxLevels(int levels) {
        return new InferenceOptions(levels, sample, spikeShare, missing, kinds);
    }

    /** Returns a copy in which the user declares some columns. */
    public InferenceOptions withKinds(Map<String, ColumnKind> given) {
        return new InferenceOptions(maxLevels, sample, spikeShare, missing, given);
    }

    /** Returns 100,000 levels, a sample of 8,192, spikes from a quarter, the default marks ("", NA, NaN, null, ? and the like). */
    public static InferenceOptions defaults() {
        return new InferenceOptions(100_000, 8192, 0.25, Optional.empty(), Map.of());
    }
}
