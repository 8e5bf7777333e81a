package io.elbo.image;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.ImageShape;
import io.elbo.data.ImageSize;
import io.elbo.data.image.Downscale;
import io.elbo.data.image.Filters;
import io.elbo.data.image.Images;
import io.elbo.spec.VaeSpec;
import java.util.List;
import java.util.OptionalInt;

/**
 * Enlarges images with a super-resolution model. A model that was trained with the corruption {@link Downscale} refines the bicubic
 * interpolation of a small image. A model that was trained on pairs of small and large images takes the small ones directly
 * ({@link VaeSpec#input}).
 */
public final class Upscaling {
    private Upscaling() {}

    /** Returns the factor by which a model was trained to enlarge the width and height; empty if its training does not define it. */
    public static OptionalInt factor(Vae model) {
        if (model.provenance().corruption().orElse(null) instanceof Downscale downscale) {
            return OptionalInt.of(downscale.factor());
        }
        ImageShape to = model.spec().image().orElse(null);
        ImageShape from = model.spec().inputImage().orElse(null);
        boolean pairs = model.spec().input() != null && from != null && to != null;
        return pairs && to.height() > from.height() && whole(from, to)
                ? OptionalInt.of(to.height() / from.height())
                : OptionalInt.empty();
    }

    /** Returns whether both sides of one shape are the same whole multiple of the other's sides. */
    private static boolean whole(ImageShape small, ImageShape large) {
        int factor = large.height() / small.height();
        return small.height() * factor == large.height() && small.width() * factor == large.width();
    }

    /**
     * Enlarges small images.
     *
     * @param small images of the size that the model was trained to enlarge, if its training defines it; otherwise of any size of which
     *     the model's own size is a whole multiple
     * @return {@code [n][height * width * channels]}, in [0, 1]
     * @throws DataException if the size or the channels do not fit the model
     */
    public static float[][] upscale(Vae model, Images small) {
        ImageShape to = image(model);
        ImageShape from = small.shape();
        OptionalInt known = factor(model);
        int factor = known.orElse(Math.max(2, to.height() / from.height()));
        if (from.height() * factor != to.height() || from.width() * factor != to.width()) {
            throw new DataException(small.name() + ": images of " + sides(from) + "; this model makes " + sides(to)
                    + (known.isPresent()
                            ? " from " + to.width() / factor + "x" + to.height() / factor
                            : " from images a whole number of times smaller"));
        }
        return refine(model, small, bicubic(small, to));
    }

    /** Enlarges small images by bicubic interpolation: {@code [n][height * width * channels]}, in [0, 1]. */
    public static float[][] bicubic(Images small, ImageShape to) {
        ImageSize size = new ImageSize(to.width(), to.height());
        float[][] enlarged = small.toArray();
        for (int i = 0; i < enlarged.length; i++) {
            enlarged[i] = Filters.bicubic(small.shape(), enlarged[i], size);
        }
        return enlarged;
    }

    /**
     * Downscales images, enlarges them again and compares them with the originals. In a downscaled image each pixel is the mean of
     * factor x factor pixels, in whole numbers.
     *
     * @param images images of the size that the model makes
     * @param factor a divisor of both sides
     * @return the restorations {@code bicubic} and {@code model}
     */
    public static List<Restoration> compare(Vae model, Images images, int factor) {
        ImageShape shape = image(model);
        if (!images.shape().equals(shape)) {
            throw new DataException(images.name() + ": images of " + sides(images.shape())
                    + "; the comparison needs the size that this model makes, " + sides(shape));
        }
        if (factor < 2) {
            throw new IllegalArgumentException("factor " + factor + ": must be at least 2");
        }
        Images small = images.downscaled(factor);
        float[][] bicubic = bicubic(small, shape);
        return List.of(
                Restoration.of("bicubic", bicubic, images, shape),
                Restoration.of("model", refine(model, small, bicubic), images, shape));
    }

    private static float[][] refine(Vae model, Images small, float[][] bicubic) {
        return Restoration.clipped(model.reconstruct(model.spec().input() == null ? FloatRows.of(bicubic) : small));
    }

    private static ImageShape image(Vae model) {
        return model.spec()
                .image()
                .orElseThrow(() -> new DataException(
                        "this model makes rows of " + model.spec().data() + " numbers, not images"));
    }

    private static String sides(ImageShape shape) {
        return shape.width() + "x" + shape.height() + (shape.channels() == 1 ? "" : " in colour");
    }
}
