package io.elbo.studio;

import io.elbo.Vae;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.evaluation.Encoding;
import io.elbo.image.score.NegativeElbo;
import io.elbo.image.score.ReconstructionError;
import io.elbo.image.score.Score;
import io.elbo.rows.Examples;
import java.util.Arrays;
import java.util.List;

/**
 * The items of a run that was trained on images.
 *
 * @param images the targets of the decoder
 * @param examples the same images with the other inputs of the model
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
