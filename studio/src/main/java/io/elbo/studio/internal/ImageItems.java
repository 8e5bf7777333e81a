package io.elbo.studio.internal;

import io.elbo.Encoding;
import io.elbo.Examples;
import io.elbo.Vae;
import io.elbo.data.ImagePairs;
import io.elbo.data.Images;
import io.elbo.score.NegativeElbo;
import io.elbo.score.ReconstructionError;
import io.elbo.score.Score;
import java.util.Arrays;
import java.util.List;

/**
 * Images.
 *
 * @param images what the decoder is to give
 * @param examples the same with what the model needs beside
 */
record ImageItems(Vae vae, Images images, Examples examples) implements Items {
    private static final long SEED = 1;

    static ImageItems of(Vae vae, ImagePairs pairs) {
        boolean same = pairs.input() == pairs.target();
        return new ImageItems(vae, pairs.target(), same ? vae.examples(pairs.target()) : vae.examples(pairs));
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public Encoding encode(int[] items) {
        return vae.encode(examples.select(items));
    }

    @Override
    public double[] elbo(int[] items) {
        Score score = new NegativeElbo(1);
        Score used = score.refuses(vae.spec()).isEmpty() ? score : new ReconstructionError();
        return Arrays.stream(used.of(vae, examples.select(items), SEED))
                .map(s -> -s)
                .toArray();
    }

    @Override
    public int[] labels() {
        return images.labels().orElse(null);
    }

    @Override
    public List<String> labelNames() {
        return images.labelNames();
    }
}
