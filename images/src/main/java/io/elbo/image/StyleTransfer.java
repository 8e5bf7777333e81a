package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.rows.Classes;
import io.elbo.rows.Examples;

/**
 * Images transferred to every class. For an image of class c, z is the mean of {@code q(z|x, c)}, and the image in class k is
 * {@code E[x|z, k]}. z keeps the style, which is what the class does not determine.
 *
 * @param originals {@code [rows][features]}
 * @param labels the class of each image
 * @param images {@code [rows][classes][features]}; the reconstruction at the image's own class
 */
public record StyleTransfer(float[][] originals, int[] labels, float[][][] images) {
    /**
     * Returns the classes between which a model transfers style.
     *
     * @throws DataException if the model has no classes
     */
    public static Classes classes(Vae vae) {
        return vae.classes()
                .orElseThrow(() ->
                        new DataException("style transfer needs classes, but this model was trained without labels"));
    }

    /**
     * Transfers the style of each image.
     *
     * @param examples images with one-hot labels as their condition, as {@link Vae#examples} returns them
     * @throws DataException if the model is not conditioned on labels, or the examples do not fit it
     */
    public static StyleTransfer of(Vae vae, Examples examples) {
        Classes classes = classes(vae);
        float[][] z = vae.encode(examples).mean();
        int n = examples.count();
        float[][][] images = new float[n][classes.count()][];
        for (int label = 0; label < classes.count(); label++) {
            float[][] decoded = vae.decode(z, classes.conditions(label, n));
            for (int row = 0; row < n; row++) {
                images[row][label] = decoded[row];
            }
        }
        int[] labels = new int[n];
        for (int row = 0; row < n; row++) {
            labels[row] = greatest(examples.condition(), row);
        }
        return new StyleTransfer(examples.toArray(), labels, images);
    }

    private static int greatest(Rows rows, int row) {
        float[] values = new float[rows.width()];
        rows.read(row, values, 0);
        int greatest = 0;
        for (int i = 1; i < values.length; i++) {
            greatest = values[i] > values[greatest] ? i : greatest;
        }
        return greatest;
    }
}
