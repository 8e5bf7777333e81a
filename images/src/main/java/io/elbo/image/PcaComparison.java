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
 * A model with a linear decoder beside PCA with as many components. The least squared error of a linear autoencoder is that
 * of PCA, and what reaches it spans the principal subspace (Baldi and Hornik 1989, "Neural networks and principal component
 * analysis"); but any basis of that subspace does, so that the latents are no principal components.
 *
 * @param rows of which the errors are
 * @param subspaceAngles the principal angles between what the decoder spans and the principal subspace, ascending, radians;
 *     as many as latents, or fewer if the decoder spans less
 * @param basisAngles for each latent the angle between its direction in the data and the nearest principal component, radians,
 *     0 to pi/2
 * @param modelError the mean over rows of {@code ||x - f(x)||^2}
 * @param pcaError the same of PCA
 */
public record PcaComparison(
        int rows, List<Double> subspaceAngles, List<Double> basisAngles, double modelError, double pcaError) {
    /** Directions are differences of decoded points so far apart that the decoder's bias is lost in them. */
    private static final float FAR = 1 << 16;

    /** Compares a model with PCA fitted to the same rows. */
    public static PcaComparison of(Vae model, Rows rows) {
        return of(model, pca(model, rows), rows);
    }

    /**
     * The PCA to compare a model with: as many components as it has latents.
     *
     * @param rows to fit it to
     * @throws DataException if the model is not linear or takes other rows, or there are too few
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
     * Compares.
     *
     * @param model whose decoder has affine layers only
     * @param pca with as many components as the model has latents
     * @param rows of which the errors are
     * @throws DataException if the model's decoder is not linear, or sees or makes something else than rows
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
            throw new DataException("this model's decoder makes the same row of every code, and so spans nothing");
        }
        List<Double> basis = new ArrayList<>();
        for (double[] direction : directions) {
            basis.add(nearest(direction, components));
        }
        double[] subspace = Pca.principalAngles(components, directions);
        return new PcaComparison(
                rows.count(), list(subspace), basis, error(model, rows), pca.reconstructionError(rows));
    }

    /** How much greater the model's error is than that of PCA, relative to it. */
    public double excess() {
        return modelError / pcaError - 1;
    }

    private static void checkLinear(VaeSpec spec) {
        boolean affine = spec.decoder().stream().allMatch(PcaComparison::affine)
                && spec.likelihood().squaredError();
        if (!affine || spec.input() != null || spec.condition() != null) {
            throw new DataException("this model is no linear autoencoder: its decoder must have dense layers without "
                    + "activations and a Gaussian likelihood, and it may have no other input or condition");
        }
    }

    private static boolean affine(Layer layer) {
        return layer instanceof Dense || layer instanceof Tied || layer instanceof Flatten || layer instanceof Reshape;
    }

    /** What a step of each latent adds to the decoded row, but for its length: {@code [latent][features]}. */
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
