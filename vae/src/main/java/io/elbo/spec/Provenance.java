package io.elbo.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.elbo.data.image.Corruption;
import java.util.List;
import java.util.Optional;

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
 * @param labelNames what the labels are called that the model is conditioned on, from label 0 on; empty if they have no
 *     names, or there are none
 * @param pictures how the pictures that the encoder saw were read, so that new ones are read alike; null if as any others are
 */
public record Provenance(
        String version,
        String data,
        String digest,
        int trainingRows,
        int validationRows,
        Training training,
        EpochMetrics best,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labelNames,
        PictureSettings pictures) {
    /** The version of this library. */
    public static final String VERSION = "0.1.0";

    public Provenance {
        labelNames = labelNames == null ? List.of() : List.copyOf(labelNames);
    }

    /** Of a model that knows no names of labels, and of no pictures. */
    public Provenance(
            String version,
            String data,
            String digest,
            int trainingRows,
            int validationRows,
            Training training,
            EpochMetrics best) {
        this(version, data, digest, trainingRows, validationRows, training, best, List.of(), null);
    }

    /** The binarization of the training; none if there was no training. */
    public Binarization binarization() {
        return training == null ? Binarization.NONE : training.binarization();
    }

    /** What the encoder's inputs were corrupted by in training; empty if by nothing. */
    public Optional<Corruption> corruption() {
        return training == null ? Optional.empty() : Optional.ofNullable(training.corruption());
    }
}
