package io.elbo.semi;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.statistics.baseline.LinearClassifier;

/**
 * A linear classifier on the latent variables of a VAE (Kingma et al. 2014). The VAE is trained on all rows, the {@link LinearClassifier} on
 * the standardized means of q(z|x) of the labelled rows. Inactive latent dimensions are omitted. The publication uses a transductive
 * support vector machine, which also uses the unlabelled rows. This class uses logistic regression, which does not.
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
     * @param vae a VAE trained on the same rows
     * @param rows rows with and without labels
     * @param split the known labels
     * @param options the options of the linear classifier
     * @throws DataException if the rows do not fit the autoencoder or the labels
     */
    public static M1 fit(Vae vae, Rows rows, LabelledSplit split, LinearClassifier.Options options) {
        split.requireFor(rows.count());
        LatentFeatures.Encoded encoded = LatentFeatures.of(vae, rows);
        LinearClassifier fitted =
                LinearClassifier.fit(encoded.means().select(split.labelled()), split.labels(), options);
        return new M1(encoded.latents(), rounded(fitted), SemiProvenance.of(rows, split, null, null));
    }

    /** Rounds weights as a file does, so that a classifier stays the same when it is saved. */
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

    /** Returns the autoencoder. */
    public Vae vae() {
        return latents.vae();
    }

    /** Returns the latent dimensions that are used, ascending from 0. */
    public int[] latents() {
        return latents.kept().stream().mapToInt(j -> j).toArray();
    }

    /** Returns the classifier of the means of these dimensions. */
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

    /** Returns the means of q(z|x) of the dimensions that are used, {@code [rows][latents]}. */
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
