package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.data.image.Filters;
import io.elbo.rows.Examples;
import io.elbo.spec.Training;
import io.elbo.statistics.baseline.Pca;
import java.util.ArrayList;
import java.util.List;

/**
 * Restores images with a denoising autoencoder (Vincent et al. 2008), which is trained on pairs of corrupted and clean rows. The pairs are
 * given or made by {@link Training#corruption}. This class does not corrupt its inputs further.
 */
public final class Denoising {
    private static final int MEDIAN_RADIUS = 1;

    private Denoising() {}

    /**
     * Restores images.
     *
     * @param noisy the inputs of the encoder; {@link Examples} if the model needs conditions
     * @return {@code [n][height * width * channels]}, in [0, 1]
     */
    public static float[][] denoise(Vae model, Rows noisy) {
        image(model);
        return Restoration.clipped(model.reconstruct(noisy));
    }

    /**
     * Compares the model with three baselines: the unchanged inputs, the median of 3x3 pixels, and the projection on principal components.
     *
     * @param examples corrupted inputs and clean targets; if their shapes differ, only the model is measured
     * @param pca the principal components of clean images; null to omit this baseline
     * @return the restorations {@code noisy}, {@code model}, {@code median 3x3} and {@code pca K}, in this order
     */
    public static List<Restoration> compare(Vae model, Examples examples, Pca pca) {
        ImageShape shape = image(model);
        if (examples.input() == null) {
            throw new DataException("there are no corrupted images to compare with the clean ones");
        }
        Rows clean = examples.target();
        Restoration restored = Restoration.of("model", model.reconstruct(examples), clean, shape);
        if (model.spec().input() != null) {
            return List.of(restored);
        }
        float[][] noisy = examples.input().toArray();
        float[][] median = new float[noisy.length][];
        for (int i = 0; i < noisy.length; i++) {
            median[i] = Filters.median(shape, noisy[i], MEDIAN_RADIUS);
        }
        List<Restoration> all = new ArrayList<>();
        all.add(Restoration.of("noisy", noisy, clean, shape));
        all.add(restored);
        all.add(Restoration.of("median 3x3", median, clean, shape));
        if (pca != null) {
            float[][] projected = pca.reconstruct(pca.transform(examples.input()));
            all.add(Restoration.of("pca " + pca.variances().length, projected, clean, shape));
        }
        return all;
    }

    private static ImageShape image(Vae model) {
        return model.spec()
                .image()
                .orElseThrow(() -> new DataException("this model makes rows of "
                        + model.spec().data() + " numbers, not images; use reconstruct to restore such rows"));
    }
}
