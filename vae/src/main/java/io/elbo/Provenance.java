package io.elbo;

/**
 * Where a model comes from.
 *
 * @param version of elbo
 * @param data the name of the data
 * @param digest the SHA-256 of the rows given, training and held out
 * @param trainingRows rows trained on
 * @param validationRows rows held out
 * @param training how it was trained; null if its weights were computed exactly
 * @param best the epoch whose weights these are; without seconds, so that equal models are equal files; null if none ended
 */
public record Provenance(
        String version,
        String data,
        String digest,
        int trainingRows,
        int validationRows,
        Training training,
        EpochMetrics best) {
    /** The version of this library. */
    public static final String VERSION = "0.1.0";
}
