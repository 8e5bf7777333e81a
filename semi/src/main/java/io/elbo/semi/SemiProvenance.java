package io.elbo.semi;

import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.Provenance;

/**
 * Where a classifier comes from.
 *
 * @param version of elbo
 * @param data the name of the data
 * @param digest the SHA-256 of the rows, with and without labels
 * @param labelled rows whose label was given, those held out included
 * @param unlabelled rows whose label was not
 * @param training of M2; null for M1
 * @param epoch of M2, whose weights these are; without seconds, so that equal classifiers are equal files. Null for M1, and
 *     where none has ended
 * @param pictures how the pictures were read, so that new ones are read alike; null if as any others are
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
