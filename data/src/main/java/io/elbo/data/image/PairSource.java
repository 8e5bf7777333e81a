package io.elbo.data.image;

import io.elbo.data.DataException;

/**
 * Pairs of images from two sources: two folders of pictures, matched by the names of the files, or two other sets (such as
 * IDX files, or {@code lines} and {@code lines-colour}), matched by their order. Nothing is read before {@link #train} or
 * {@link #test}, and then each time anew. Each source brings its images to a size of its own.
 *
 * @param inputs what a model is given
 * @param targets what it is to give
 */
public record PairSource(ImageSource inputs, ImageSource targets) {
    /** What to call the pairs in reports: both names. */
    public String name() {
        return inputs.name() + "+" + targets.name();
    }

    /**
     * Reads the pairs to train on.
     *
     * @throws DataException if images are not there, not right or without their counterpart; see {@link ImagePairs#of}
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

    /** Whether there is a test set: whether both sources have one. */
    public boolean hasTest() {
        return inputs.hasTest() && targets.hasTest();
    }
}
