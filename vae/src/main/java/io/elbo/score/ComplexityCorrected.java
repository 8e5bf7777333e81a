package io.elbo.score;

import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.DataException;
import io.elbo.data.ImageShape;
import io.elbo.data.Rows;
import java.util.Optional;

/**
 * {@code -log2 p(x) - size(x)} in bits, where size(x) is that of the image, compressed without loss (Serra et al. 2020): how
 * much longer the model's description of an image is than that of a program which knows nothing of the data. Simple images
 * are likely to any model; what is subtracted makes up for that. The size is what {@link CompressedSize} says.
 *
 * <p>A model of binarized images sees bits, and these are what is compressed. A density of pixels scaled to 0..1 is counted
 * for bytes: 8 bits more per feature. A Bernoulli of grey values is no probability, so that what it says in bits compares
 * with no size in bits; among images of one kind the correction still goes in the right direction.
 *
 * @param base what stands for -ln p(x): {@link NegativeElbo} or {@link NegativeLogLikelihood}
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

    @Override
    public double[] of(Vae vae, Rows rows, long seed) {
        double[] nats = base.of(vae, rows, seed);
        ModelRows m = ModelRows.of(this, vae, rows, seed);
        ImageShape shape = vae.spec().image().orElseThrow();
        boolean density = m.spec().likelihood().continuous() && m.bytes();
        double[] scores = new double[nats.length];
        byte[] pixels = new byte[shape.size()];
        try (CompressedSize size = new CompressedSize(shape)) {
            for (int i = 0; i < scores.length; i++) {
                bytes(i, m.rows().target()[i], pixels);
                scores[i] = nats[i] / LOG_2
                        + (density ? (double) BITS_OF_A_BYTE * shape.size() : 0)
                        - BITS_OF_A_BYTE * size.of(pixels);
            }
        }
        return ModelRows.finite(scores);
    }

    private static void bytes(int row, float[] image, byte[] to) {
        for (int j = 0; j < to.length; j++) {
            if (!(image[j] >= 0 && image[j] <= 1)) {
                throw new DataException("row " + row + ", feature " + j + ": " + image[j]
                        + "; what is compressed as a picture has values from 0 to 1");
            }
            to[j] = (byte) Math.round(image[j] * BYTE);
        }
    }

    @Override
    public Optional<String> refuses(VaeSpec spec) {
        return spec.image().isEmpty()
                ? Optional.of("the complexity of rows that are no images is not known; this model's are " + spec.data())
                : base.refuses(spec);
    }

    @Override
    public String unit() {
        return "bits";
    }
}
