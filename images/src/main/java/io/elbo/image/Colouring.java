package io.elbo.image;

import io.elbo.Decoder;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.image.Images;
import io.elbo.plot.Pictures;
import io.elbo.spec.VaeSpec;
import io.elbo.statistics.measure.ImageQuality;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Coloured versions of grey images: {@code E[x|z, grey]} for draws of z from the prior. Draw d uses the same z for every image. Images
 * are {@code [height * width * 3]}.
 *
 * @param grey the grey images in three equal channels, {@code [rows][features]}
 * @param draws the coloured images, {@code [rows][draws][features]}
 * @param truth the original images in colour, {@code [rows][features]}; null if unknown
 */
public record Colouring(float[][] grey, float[][][] draws, float[][] truth) {
    private static final int COLOURS = 3;

    /**
     * Colours images.
     *
     * @param images grey images, or images in colour, which are converted to grey and kept as the truth
     * @param draws the number of draws of z, at least 1
     * @throws DataException if the model does not colour images of this size
     */
    public static Colouring of(Decoder decoder, Images images, int draws, long seed) {
        check(decoder.spec());
        ImageShape shape = decoder.spec().image().orElseThrow();
        Images conditions = images.grey();
        int n = conditions.count();
        float[][] z = decoder.sampleLatents(draws, seed);
        float[][][] coloured = new float[n][draws][];
        for (int draw = 0; draw < draws; draw++) {
            float[][] same = Collections.nCopies(n, z[draw]).toArray(float[][]::new);
            float[][] decoded = decoder.decode(same, conditions);
            for (int row = 0; row < n; row++) {
                coloured[row][draw] = decoded[row];
            }
        }
        return new Colouring(
                Pictures.enlarged(conditions.toArray(), conditions.shape(), shape),
                coloured,
                images.shape().channels() == COLOURS ? images.toArray() : null);
    }

    /**
     * Checks that a model can colour images.
     *
     * @throws DataException if it cannot
     */
    public static void check(VaeSpec spec) {
        ImageShape shape = spec.image().orElse(null);
        if (shape == null
                || shape.channels() != COLOURS
                || !List.of(shape.height(), shape.width(), 1).equals(spec.condition())) {
            throw new DataException(
                    "this model does not colour pictures; use a model of colour images conditioned on the grey images");
        }
        if (!spec.posterior().random()) {
            throw new DataException(
                    "this model is a plain autoencoder, which has no prior to draw z from; use a VAE to colour pictures");
        }
    }

    /**
     * Returns the peak signal-to-noise ratio of each draw against the truth.
     *
     * @return {@code [rows][draws]}, decibel
     * @throws DataException if the truth is not known
     */
    public double[][] psnr() {
        requireTruth();
        double[][] psnr = new double[draws.length][];
        for (int row = 0; row < psnr.length; row++) {
            float[] reference = truth[row];
            psnr[row] = Arrays.stream(draws[row])
                    .mapToDouble(image -> ImageQuality.psnr(reference, image, 1))
                    .toArray();
        }
        return psnr;
    }

    /**
     * Returns the peak signal-to-noise ratio of the grey images as a baseline, which a colouring should exceed.
     *
     * @return {@code [rows]}, decibel; infinite where the truth is grey
     * @throws DataException if the truth is not known
     */
    public double[] greyPsnr() {
        requireTruth();
        double[] psnr = new double[grey.length];
        for (int row = 0; row < psnr.length; row++) {
            psnr[row] = ImageQuality.psnr(truth[row], grey[row], 1);
        }
        return psnr;
    }

    private void requireTruth() {
        if (truth == null) {
            throw new DataException("the images were grey, so there is no truth to compare with");
        }
    }
}
