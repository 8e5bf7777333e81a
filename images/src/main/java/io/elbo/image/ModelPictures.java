package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.run.RunPictures;
import java.awt.image.BufferedImage;

/** Pictures of what a model of images makes: those of a run's folder, of the model as it is. */
public final class ModelPictures {
    private final Vae model;
    private final RunPictures pictures;

    /**
     * Of a model.
     *
     * @param rows what it was trained on, or alike; some of the first are shown
     * @throws DataException if the model is not of images
     */
    public ModelPictures(Vae model, Rows rows) {
        if (model.spec().image().isEmpty()) {
            throw new DataException("there are no pictures of a model of rows of shape "
                    + model.spec().data());
        }
        this.model = model;
        pictures = RunPictures.of(model, rows);
    }

    /** {@code E[x|z]} of draws of the prior, a line for each class if the model is conditioned on labels. */
    public BufferedImage samples() {
        if (!model.spec().posterior().random()) {
            throw new DataException("a plain autoencoder has no prior to draw from");
        }
        return pictures.samples();
    }

    /** Originals above their reconstructions. */
    public BufferedImage reconstructions() {
        return pictures.reconstructions();
    }

    /**
     * {@code E[x|z]} over a grid of two latents, as {@link Vae#grid(int)}.
     *
     * @param side images a side
     */
    public BufferedImage grid(int side) {
        return pictures.grid(side);
    }
}
