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
 * Grey pictures in colour: {@code E[x|z, grey]} for draws of z from the prior. Draw d has the same z for every picture.
 * Images are {@code [height * width * 3]}.
 *
 * @param grey the grey pictures in three equal channels, {@code [rows][features]}
 * @param draws {@code [rows][draws][features]}
 * @param truth what was in colour before, {@code [rows][features]}; null if it is not known
 */
public record Colouring(float[][] grey, float[][][] draws, float[][] truth) {
    private static final int COLOURS = 3;

    /**
     * Colours pictures.
     *
     * @param images grey, or in colour and then the truth beside their grey version
     * @param draws of z, at least 1
     * @throws DataException if the model does not colour pictures of this size
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
     * Checks that a model is one that colours pictures.
     *
     * @throws DataException if it is not, saying what is
     */
    public static void check(VaeSpec spec) {
        ImageShape shape = spec.image().orElse(null);
        if (shape == null
                || shape.channels() != COLOURS
                || !List.of(shape.height(), shape.width(), 1).equals(spec.condition())) {
            throw new DataException(
                    "this model does not colour pictures: that takes one of pictures in colour with the grey ones as its condition");
        }
        if (!spec.posterior().random()) {
            throw new DataException(
                    "this model is an autoencoder, of which z cannot be drawn: a VAE is needed to colour");
        }
    }

    /**
     * The peak signal-to-noise ratio of each draw against the truth.
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
     * The peak signal-to-noise ratio of the grey pictures themselves, of which a colouring should be better.
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
            throw new DataException("the pictures were grey: there is no truth to compare with");
        }
    }
}
