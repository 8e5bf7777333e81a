package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.layer.Dense;
import io.elbo.layer.Flatten;
import io.elbo.layer.Layer;
import io.elbo.layer.Reshape;
import io.elbo.layer.Tied;
import io.elbo.rows.Examples;
import io.elbo.rows.RowChecks;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.baseline.Pca;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Compares a model with a linear decoder with PCA of as many components. The minimum squared error of a linear autoencoder is that of PCA,
 * and any model that reaches it spans the principal subspace (Baldi and Hornik 1989, "Neural networks and principal component
 * analysis"). Any basis of that subspace has the same error, so the latents need not be principal components.
 *
 * @param rows the number of rows in the errors
 * @param subspaceAngles the principal angles between the span of the decoder and the principal subspace, ascending, in radians; one
 *     per latent, or fewer if the decoder spans fewer dimensions
 * @param basisAngles for each latent, the angle between its direction in the data and the nearest principal component, in radians,
 *     0 to pi/2
 * @param modelError the mean over rows of {@code ||x - f(x)||^2}
 * @param pcaError the same mean for PCA
 */
public record PcaComparison(
        int rows, List<Double> subspaceAngles, List<Double> basisAngles, double modelError, double pcaError) {
    /** The length of the latent steps whose decoded differences are the directions. It is so long that the decoder's bias is negligible. */
    private static final float FAR = 1 << 16;

    /** Compares a model with a PCA that is fitted to the same rows. */
    public static PcaComparison of(Vae model, Rows rows) {
        return of(model, pca(model, rows), rows);
    }

    /**
     * Returns the PCA to compare a model with, which has as many components as the model has latents.
     *
     * @param rows the rows to fit the PCA to
     * @throws DataException if the model is not linear, or the rows do not fit it or are too few
     */
    public static Pca pca(Vae model, Rows rows) {
        checkLinear(model.spec());
        RowChecks.inputs(model.spec(), Examples.of(rows));
        int latent = model.spec().latent();
        int most = Math.min(rows.count() - 1, rows.width());
        if (latent > most) {
            throw new DataException(rows.count() + " rows of " + rows.width() + " features have at most " + most
                    + " principal components; this model has " + latent + " latents");
        }
        return Pca.fit(rows, latent);
    }

    /**
     * Compares a model with a given PCA.
     *
     * @param model a model whose decoder has only affine layers
     * @param pca a PCA with as many components as the model has latents
     * @param rows the rows for the errors
     * @throws DataException if the model's decoder is not linear, or if the model has other inputs or conditions
     */
    public static PcaComparison of(Vae model, Pca pca, Rows rows) {
        checkLinear(model.spec());
        double[][] components = pca.components();
        double[][] directions = directions(model);
        if (components.length != directions.length || components[0].length != directions[0].length) {
            throw new IllegalArgumentException("pca: has " + components.length + " components of "
                    + components[0].length + " features; the model has " + directions.length + " latents of "
                    + directions[0].length);
        }
        if (Arrays.stream(directions).flatMapToDouble(Arrays::stream).allMatch(v -> v == 0)) {
            throw new DataException("this model's decoder makes the same row for every code, so it spans nothing");
        }
        List<Double> basis = new ArrayList<>();
        for (double[] direction : directions) {
            basis.add(nearest(direction, components));
        }
        double[] subspace = Pca.principalAngles(components, directions);
        return new PcaComparison(
                rows.count(), list(subspace), basis, error(model, rows), pca.reconstructionError(rows));
    }

    /** Returns the relative excess of the model's error over the error of PCA. */
    public double excess() {
        return modelError / pcaError - 1;
    }

    private static void checkLinear(VaeSpec spec) {
        boolean affine = spec.decoder().stream().allMatch(PcaComparison::affine)
                && spec.likelihood().squaredError();
        if (!affine || spec.input() != null || spec.condition() != null) {
            throw new DataException("this model is not a linear autoencoder, which has dense decoder layers without "
                    + "activations, a Gaussian likelihood, and no other input or condition");
        }
    }

    private static boolean affine(Layer layer) {
        return layer instanceof Dense || layer instanceof Tied || layer instanceof Flatten || layer instanceof Reshape;
    }

    /** Returns the direction that a step of each latent adds to the decoded row, of arbitrary length: {@code [latent][features]}. */
    private static double[][] directions(Vae model) {
        int latent = model.spec().latent();
        float[][] points = new float[latent + 1][latent];
        for (int j = 0; j < latent; j++) {
            points[j][j] = FAR;
        }
        float[][] decoded = model.decode(points);
        double[][] directions = new double[latent][model.spec().features()];
        for (int j = 0; j < latent; j++) {
            for (int i = 0; i < directions[j].length; i++) {
                directions[j][i] = (double) decoded[j][i] - decoded[latent][i];
            }
        }
        return directions;
    }

    private static double nearest(double[] direction, double[][] components) {
        if (Arrays.stream(direction).allMatch(v -> v == 0)) {
            return Math.PI / 2;
        }
        return Arrays.stream(components)
                .mapToDouble(c -> Pca.principalAngles(new double[][] {direction}, new double[][] {c})[0])
                .min()
                .orElseThrow();
    }

    private static double error(Vae model, Rows rows) {
        float[][] reconstructions = model.reconstruct(rows);
        float[] row = new float[rows.width()];
        double sum = 0;
        for (int i = 0; i < reconstructions.length; i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                double error = (double) row[j] - reconstructions[i][j];
                sum += error * error;
            }
        }
        return sum / reconstructions.length;
    }

    private static List<Double> list(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
