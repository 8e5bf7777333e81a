package io.elbo.data.image;

import io.elbo.data.ImageShape;
import java.util.function.Function;

/**
 * Caches the filter that a thread used last, with its buffers. A thread corrupts row after row in the same way, and creating the
 * filter for each row would cost memory and time.
 */
final class LastFilter {
    private static final ThreadLocal<LastFilter> LAST = new ThreadLocal<>();

    private final Object description;
    private final ImageShape shape;
    private final InPlace filter;

    private LastFilter(Object description, ImageShape shape, InPlace filter) {
        this.description = description;
        this.shape = shape;
        this.filter = filter;
    }

    /** Changes the image at a position of an array. */
    public interface InPlace {
        /** Overwrites the image with the filtered one. */
        void apply(float[] row, int at);
    }

    /**
     * Returns the filter with this description, and creates it if it was not the last one.
     *
     * @param description what determines the filter, besides the shape
     */
    public static InPlace of(Object description, ImageShape shape, Function<ImageShape, InPlace> maker) {
        LastFilter last = LAST.get();
        if (last == null || !last.description.equals(description) || !last.shape.equals(shape)) {
            last = new LastFilter(description, shape, maker.apply(shape));
            LAST.set(last);
        }
        return last.filter;
    }
}
