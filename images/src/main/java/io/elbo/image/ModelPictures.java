package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.plot.Drawing;
import io.elbo.run.RunPictures;

/** Draws the pictures of a run folder for a model of images, from its current weights. */
public final class ModelPictures {
    private final Vae model;
    private final RunPictures pictures;

    /**
     * Creates pictures of a model.
     *
     * @param rows the training data or similar rows; the pictures show some of the first
     * @throws DataException if the model is not a model of images
     */
    public ModelPictures(Vae model, Rows rows) {
        if (model.spec().image().isEmpty()) {
            throw new DataException("a model of rows of shape " + model.spec().data() + " has no pictures");
        }
        this.model = model;
        pictures = RunPictures.of(model, rows);
    }

    /** Draws {@code E[x|z]} for samples from the prior. If the model is conditioned on labels, each class has its own line. */
    public Drawing samples() {
        if (!model.spec().posterior().random()) {
            throw new DataException("a plain autoencoder has no prior to sample from");
        }
        return pictures.samples();
    }

    /** Draws originals above their reconstructions. */
    public Drawing reconstructions() {
        return pictures.reconstructions();
    }

    /**
     * Draws {@code E[x|z]} over a grid of two latents, as {@link Vae#grid(int)}.
     *
     * @param side the number of images per side
     */
    public Drawing grid(int side) {
        return pictures.grid(side);
    }
}
