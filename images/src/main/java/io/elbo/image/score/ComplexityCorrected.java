package io.elbo.image.score;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import io.elbo.data.image.Images;
import io.elbo.inference.Amortized;
import io.elbo.model.Likelihood;
import io.elbo.rows.Examples;
import io.elbo.spec.Binarization;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * The score {@code -log2 p(x) - size(x)} in bits, where size(x) is the size of the losslessly compressed image (Serra et al. 2020). It
 * measures how much longer the model's description of an image is than that of a general compressor. Simple images are likely under any
 * model, and subtracting the size corrects for that. {@link CompressedSize} computes the size.
 *
 * <p>A Bernoulli likelihood describes bits, so bits are compressed: the binarized image or, if the model sees grey values, bits drawn with
 * these probabilities. The cross entropy of grey values is the mean of -ln p over such draws. A density of pixels scaled to 0..1 is
 * converted to bytes by adding 8 bits per feature.
 *
 * @param base the estimate of -ln p(x): {@link NegativeElbo} or {@link NegativeLogLikelihood}
 */
public record ComplexityCorrected(Score base) implements Score {
    private static final double LOG_2 = StrictMath.log(2);
    private static final int BITS_OF_A_BYTE = 8;
    private static final float BYTE = 255;

    public ComplexityCorrected {
        if (!(base instanceof NegativeElbo || base instanceof NegativeLogLikelihood)) {
            throw new IllegalArgumentException("base: must be an elbo or a log_likelihood");
        }
    }

    /** Creates the score with the negative log likelihood. */
    public ComplexityCorrected() {
        this(new NegativeLogLikelihood());
    }

    @Override
    public String name() {
        return "complexity";
    }

    @Override
    public Score withSamples(int other) {
        return new ComplexityCorrected(base.withSamples(other));
    }

    @Override
    public double[] of(Vae vae, Rows rows, long seed) {
        ModelRows.check(this, vae.spec());
        double[] nats = base.of(vae, rows, seed);
        Examples examples = Examples.of(rows);
        ImageShape shape = vae.spec().image().orElseThrow();
        Likelihood likelihood = vae.spec().likelihood();
        Binarization trained = vae.provenance().binarization();
        boolean grey = trained == Binarization.NONE;
        boolean bytes = likelihood.continuous() && grey && examples.target() instanceof Images;
        float[][] targets =
                Amortized.targets(examples, grey && likelihood.binary() ? Binarization.DYNAMIC : trained, seed);
        double[] scores = new double[nats.length];
        byte[] pixels = new byte[shape.size()];
        try (CompressedSize size = new CompressedSize(shape)) {
            for (int i = 0; i < scores.length; i++) {
                bytes(i, targets[i], pixels);
                scores[i] = nats[i] / LOG_2
                        + (bytes ? (double) BITS_OF_A_BYTE * shape.size() : 0)
                        - BITS_OF_A_BYTE * size.of(pixels);
            }
        }
        return ModelRows.finite(scores);
    }

    private static void bytes(int row, float[] image, byte[] to) {
        for (int j = 0; j < to.length; j++) {
            if (!(image[j] >= 0 && image[j] <= 1)) {
                throw new DataException("row " + row + ", feature " + j + ": " + image[j]
                        + "; the complexity score needs values from 0 to 1");
            }
            to[j] = (byte) Math.round(image[j] * BYTE);
        }
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return spec.image().isEmpty()
                ? Optional.of("the complexity score needs images; this model's rows have shape " + spec.data())
                : base.refuses(spec);
    }

    @Override
    public String unit() {
        return "bits";
    }
}
