package io.elbo.data.image;

import io.elbo.data.DataException;

/**
 * Pairs of images from two sources: two folders of pictures, matched by file name, or two other sets (such as IDX files, or
 * {@code lines} and {@code lines-colour}), matched by order. Nothing is read before {@link #train} or {@link #test}; each call
 * reads again. Each source may resize its images to a different size.
 *
 * @param inputs the inputs of a model
 * @param targets the outputs that it should give
 */
public record PairSource(ImageSource inputs, ImageSource targets) {
    /** Returns the name of the pairs for reports: both names. */
    public String name() {
        return inputs.name() + "+" + targets.name();
    }

    /**
     * Reads the pairs to train on.
     *
     * @throws DataException if images do not exist, are invalid or have no counterpart; see {@link ImagePairs#of}
     */
    public ImagePairs train() {
        return ImagePairs.of(inputs.train(), targets.train());
    }

    /**
     * Reads the pairs to test on.
     *
     * @throws DataException as {@link #train}, and if there is no test set
     */
    public ImagePairs test() {
        return ImagePairs.of(inputs.test(), targets.test());
    }

    /** Returns whether there is a test set, that is, whether both sources have one. */
    public boolean hasTest() {
        return inputs.hasTest() && targets.hasTest();
    }
}
