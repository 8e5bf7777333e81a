package io.elbo.data.image;

import io.elbo.data.ImageSize;

/** Another source, with its images resized to one size. */
record ResizedSource(ImageSource source, ImageSize size) implements ImageSource {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Images train() {
        return source.train().resized(size);
    }

    @Override
    public Images test() {
        return source.test().resized(size);
    }

    @Override
    public boolean readsPictures() {
        return source.readsPictures();
    }

    @Override
    public boolean hasTest() {
        return source.hasTest();
    }
}
