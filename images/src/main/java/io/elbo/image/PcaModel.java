package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.engine.execution.Parameters;
import io.elbo.file.ModelFile;
import io.elbo.program.PytorchOrder;
import io.elbo.rows.Examples;
import io.elbo.rows.RowsDigest;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.Pca;
import java.util.List;

/**
 * Principal component analysis as a model: the tied linear autoencoder {@code f(x) = U^T (U x - U m) + m}. U {@code [latent, features]}
 * holds the first principal components of the rows, and m is their mean. The weights are computed, not trained. Training a tied linear
 * autoencoder on the squared error converges to the same weights, up to a rotation of the latents.
 */
public final class PcaModel {
    private PcaModel() {}

    /**
     * Fits the model.
     *
     * @param rows at least 2 rows, of images or of numbers
     * @param latent the number of components, at most the number of features and less than the number of rows
     * @return a model whose latent k is the coordinate along component k
     */
    public static Vae fit(Rows rows, int latent) {
        Examples examples = Examples.of(rows);
        if (examples.input() != null || examples.condition() != null) {
            throw new DataException("principal components use only the rows; inputs and conditions are not supported");
        }
        Rows x = examples.target();
        int most = Math.min(x.count() - 1, x.width());
        if (latent < 1 || latent > most) {
            throw new IllegalArgumentException("latent " + latent + ": must be 1 to " + most
                    + " principal components, for " + x.count() + " rows of " + x.width() + " features");
        }
        Images images = x instanceof Images pictures ? pictures : null;
        return of(
                Pca.fit(x, latent),
                shape(x),
                new Provenance(
                        Provenance.VERSION,
                        images == null ? "rows" : images.name(),
                        RowsDigest.of(x),
                        x.count(),
                        0,
                        null,
                        null,
                        List.of(),
                        images == null ? null : PictureSettings.of(images)));
    }

    private static List<Integer> shape(Rows rows) {
        return rows instanceof Images images
                ? List.of(
                        images.shape().height(),
                        images.shape().width(),
                        images.shape().channels())
                : List.of(rows.width());
    }

    private static Vae of(Pca pca, List<Integer> data, Provenance provenance) {
        double[][] components = pca.components();
        double[] mean = pca.mean();
        int[] order = PytorchOrder.of(data);
        int features = order.length;
        float[] weight = new float[components.length * features];
        float[] code = new float[components.length];
        float[] centre = new float[features];
        for (int k = 0; k < components.length; k++) {
            double along = 0;
            for (int i = 0; i < features; i++) {
                weight[k * features + i] = (float) components[k][order[i]];
                along += components[k][i] * mean[i];
            }
            code[k] = (float) -along;
        }
        for (int i = 0; i < features; i++) {
            centre[i] = (float) mean[order[i]];
        }
        VaeSpec spec = VaeSpec.linear(data, components.length, true);
        Parameters parameters = ModelFile.zeros(spec);
        parameters.set("mean.weight", weight);
        parameters.set("mean.bias", code);
        parameters.set("decoder.0.bias", centre);
        return new Vae(spec, parameters, provenance);
    }
}
