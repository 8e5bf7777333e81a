package io.elbo.semi;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.statistics.baseline.LinearClassifier;

/**
 * A linear classifier on the latents of a variational autoencoder (Kingma et al. 2014): the autoencoder is trained on all
 * rows, {@link LinearClassifier} on the means of q(z|x) of the labelled ones. Latents that carry nothing are left out; the
 * others are standardized. The publication's classifier is a transductive support vector machine, which also looks at
 * the unlabelled rows; this one is logistic regression, which does not.
 */
public final class M1 implements SemiModel {
    private final LatentFeatures latents;
    private final LinearClassifier linear;
    private final SemiProvenance provenance;

    M1(LatentFeatures latents, LinearClassifier linear, SemiProvenance provenance) {
        this.latents = latents;
        this.linear = linear;
        this.provenance = provenance;
    }

    /**
     * Fits the classifier.
     *
     * @param vae trained on the same rows
     * @param rows with and without labels
     * @param split says which labels are known
     * @param options of the linear classifier
     * @throws DataException if the rows do not fit the autoencoder or the labels
     */
    public static M1 fit(Vae vae, Rows rows, LabelledSplit split, LinearClassifier.Options options) {
        split.requireFor(rows.count());
        LatentFeatures.Encoded encoded = LatentFeatures.of(vae, rows);
        LinearClassifier fitted =
                LinearClassifier.fit(encoded.means().select(split.labelled()), split.labels(), options);
        return new M1(encoded.latents(), rounded(fitted), SemiProvenance.of(rows, split, null, null));
    }

    /** Weights as a file holds them, so that a classifier is the same after it was saved. */
    private static LinearClassifier rounded(LinearClassifier fitted) {
        double[][] weights = fitted.weights();
        double[] intercepts = fitted.intercepts();
        for (int c = 0; c < weights.length; c++) {
            for (int j = 0; j < weights[c].length; j++) {
                weights[c][j] = (float) weights[c][j];
            }
            intercepts[c] = (float) intercepts[c];
        }
        return LinearClassifier.of(fitted.classes(), weights, intercepts);
    }

    /** The autoencoder. */
    public Vae vae() {
        return latents.vae();
    }

    /** The latents that are used, ascending from 0. */
    public int[] latents() {
        return latents.kept().stream().mapToInt(j -> j).toArray();
    }

    /** The classifier of these latents' means. */
    public LinearClassifier linear() {
        return linear;
    }

    @Override
    public int classes() {
        return linear.classes().length;
    }

    @Override
    public double[][] probabilities(Rows rows) {
        return linear.probabilities(latents.means(rows));
    }

    /** The means of q(z|x) of the latents that are used, {@code [rows][latents]}. */
    public FloatRows features(Rows rows) {
        return latents.means(rows);
    }

    @Override
    public SemiProvenance provenance() {
        return provenance;
    }

    SemiFile file() {
        return new SemiFile(SemiMethod.M1, provenance, latents, linear, null);
    }
}
