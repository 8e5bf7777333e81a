package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.evaluation.Encoding;
import io.elbo.rows.Examples;
import java.util.Collections;

/**
 * Images and their latents.
 *
 * @param vae the model
 * @param examples the images with the conditions that the model needs
 * @param q the distribution q(z|x) of each image
 */
record Encoded(Vae vae, Examples examples, Encoding q) {
    static Encoded of(Vae vae, Images images) {
        Examples examples = vae.examples(images);
        return new Encoded(vae, examples, vae.encode(examples));
    }

    float[] mean(int row) {
        return q.mean(row);
    }

    /** Decodes latents into images. A condition, if the model needs one, is that of this row. */
    float[][] decode(float[][] latents, int row) {
        Rows condition = examples.condition();
        if (condition == null) {
            return vae.decode(latents);
        }
        float[] one = new float[condition.width()];
        condition.read(row, one, 0);
        return vae.decode(
                latents, FloatRows.of(Collections.nCopies(latents.length, one).toArray(float[][]::new)));
    }
}
