package io.elbo.data.image;

import io.elbo.data.ImageShape;
import java.util.function.Function;

/**
 * The filter that a thread used last, with its buffers. Row after row is corrupted in the same way, and to make the
 * filter anew for each would cost memory and time.
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

    /** Changes the image that begins at a place of an array. */
    public interface InPlace {
        /** Writes the filtered image where the image was. */
        void apply(float[] row, int at);
    }

    /**
     * The filter of this description, made if it was not the last.
     *
     * @param description what the filter follows from, beside the shape
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
