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
 * Enlarges images with a model that learnt to (super-resolution): trained with the corruption {@link Downscale}, it refines
 * what bicubic interpolation made of a small image; trained on pairs of small and large images, it sees the small ones
 * themselves ({@link VaeSpec#input}).
 */
public final class Upscaling {
    private Upscaling() {}

    /** How many times as wide and high a model was trained to make images; empty if its training does not say. */
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

    /** Whether both sides of one shape are the same whole number of times those of the other. */
    private static boolean whole(ImageShape small, ImageShape large) {
        int factor = large.height() / small.height();
        return small.height() * factor == large.height() && small.width() * factor == large.width();
    }

    /**
     * Small images as the model enlarges them.
     *
     * @param small of the size that the model was trained to enlarge, where its training says; else of any that its own is a
     *     whole multiple of
     * @return {@code [n][height * width * channels]}, in [0, 1]
     * @throws DataException if they have another size or other channels
     */
    public static float[][] upscale(Vae model, Images small) {
        ImageShape to = image(model);
        ImageShape from = small.shape();
        OptionalInt known = factor(model);
        int factor = known.orElse(Math.max(2, to.height() / from.height()));
        if (from.height() * factor != to.height() || from.width() * factor != to.width()) {
            throw new DataException(small.name() + ": images of " + sides(from) + "; this model makes " + sides(to)
                    + (known.isPresent()
                            ? " of " + to.width() / factor + "x" + to.height() / factor
                            : " of what is a whole number of times smaller"));
        }
        return refine(model, small, bicubic(small, to));
    }

    /** Small images by bicubic interpolation: {@code [n][height * width * channels]}, in [0, 1]. */
    public static float[][] bicubic(Images small, ImageShape to) {
        ImageSize size = new ImageSize(to.width(), to.height());
        float[][] enlarged = small.toArray();
        for (int i = 0; i < enlarged.length; i++) {
            enlarged[i] = Filters.bicubic(small.shape(), enlarged[i], size);
        }
        return enlarged;
    }

    /**
     * Images made small (each pixel the mean of factor x factor, in whole numbers) and large again, beside what they were.
     *
     * @param images of the size that the model makes
     * @param factor must divide both sides
     * @return named {@code bicubic} and {@code model}
     */
    public static List<Restoration> compare(Vae model, Images images, int factor) {
        ImageShape shape = image(model);
        if (!images.shape().equals(shape)) {
            throw new DataException(images.name() + ": images of " + sides(images.shape())
                    + "; to be compared they must be what this model makes, " + sides(shape));
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
                        "this model makes rows of " + model.spec().data() + " numbers, no images"));
    }

    private static String sides(ImageShape shape) {
        return shape.width() + "x" + shape.height() + (shape.channels() == 1 ? "" : " in colour");
    }
}
