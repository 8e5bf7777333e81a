package io.elbo.semi;

import io.elbo.data.Rows;
import io.elbo.inference.PriorDraws;
import io.elbo.model.StandardNormal;
import java.util.List;

/**
 * A classifier that is also a generative model p(x|y,z) p(y) p(z). A row has a class y and a style z, which describes everything that the
 * class does not determine.
 */
public sealed interface ClassConditional extends SemiModel permits M2, M1M2 {
    /** Returns the shape of a row: {@code [height, width, channels]} of an image, or {@code [features]}. */
    List<Integer> data();

    /** Returns the dimension of z. */
    int latent();

    /**
     * Returns the mean of q(z|x,y) of each row.
     *
     * @param labels [rows], y
     * @return {@code [rows][latent]}
     */
    float[][] styles(Rows rows, int[] labels);

    /**
     * Returns {@code E[x|y,z]} of each style.
     *
     * @param styles {@code [rows][latent]}, finite
     * @param labels [rows], y
     * @return {@code [rows][features]}
     */
    float[][] decode(float[][] styles, int[] labels);

    /**
     * Decodes each style in every class.
     *
     * @param styles {@code [rows][latent]}
     * @return {@code [rows * classes][features]}: the first style in all classes, then the second
     */
    default float[][] everyClass(float[][] styles) {
        float[][] repeated = new float[styles.length * classes()][];
        int[] labels = new int[repeated.length];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = styles[i / classes()];
            labels[i] = i % classes();
        }
        return decode(repeated, labels);
    }

    /** Returns analogies: the style of each row, inferred with its predicted class, decoded in every class. */
    default float[][] analogies(Rows rows) {
        return everyClass(styles(rows, predict(rows)));
    }

    /** Draws n styles from the prior of z. The first draws are the same for any n. */
    default float[][] sampleStyles(int n, long seed) {
        if (n < 1) {
            throw new IllegalArgumentException("samples " + n + ": must be at least 1");
        }
        return PriorDraws.of(new StandardNormal(), null, latent(), n, seed);
    }
}
