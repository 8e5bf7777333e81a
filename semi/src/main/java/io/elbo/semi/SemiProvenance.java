package io.elbo.semi;

import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.Provenance;

/**
 * The provenance of a classifier.
 *
 * @param version the version of elbo
 * @param data the name of the data
 * @param digest the SHA-256 of the rows, with and without labels
 * @param labelled the number of labelled rows, including held-out rows
 * @param unlabelled the number of unlabelled rows
 * @param training the training of M2; null for M1
 * @param epoch the epoch of M2 with these weights, without the time, so that equal classifiers have equal files; null for M1, and if no
 *     epoch has ended
 * @param pictures the settings with which pictures were read, for reading new ones; null for the defaults
 */
public record SemiProvenance(
        String version,
        String data,
        String digest,
        int labelled,
        int unlabelled,
        M2Training training,
        M2Epoch epoch,
        PictureSettings pictures) {
    static SemiProvenance of(Rows rows, LabelledSplit split, M2Training training, M2Epoch epoch) {
        return new SemiProvenance(
                Provenance.VERSION,
                rows instanceof Images images ? images.name() : "rows",
                RowsDigest.of(rows),
                split.labelled().length,
                split.unlabelled().length,
                training,
                epoch == null ? null : epoch.timeless(),
                rows instanceof Images images ? PictureSettings.of(images) : null);
    }
}
