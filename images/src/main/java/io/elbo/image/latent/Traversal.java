package io.elbo.image.latent;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.evaluation.Encoding;
import java.util.Arrays;
import java.util.List;

/**
 * Latent vectors in which one latent varies and all others stay fixed. They show the effect of each latent on an image.
 *
 * @param lines one line for each latent, the most informative first
 */
public record Traversal(List<Line> lines) {
    private static final int DRAWS = 10_000;

    /**
     * The steps of one varying latent.
     *
     * @param activity the latent and how much information it carries
     * @param latents {@code [steps][latent]}
     */
    public record Line(LatentActivity activity, float[][] latents) {
        /** Returns the value of the varying latent at each step. */
        public float[] values() {
            float[] values = new float[latents.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = latents[i][activity.latent()];
            }
            return values;
        }
    }

    /** The distribution whose quantiles a latent takes. */
    public enum Range {
        /** p(z), from which sampling draws. */
        PRIOR,
        /** The mean of q(z|x) over rows, on which the decoder was trained. */
        AGGREGATE_POSTERIOR
    }

    /**
     * Moves each latent through the quantiles {@code (i + 1/2) / steps} of its distribution, for i from 0.
     *
     * @param rows q(z|x) of rows like the training data, which determine how informative each latent is
     * @param around the fixed values of the other latents, for example the mean of q(z|x) of an image; see {@link #centre}
     * @param steps at least 2; odd to include the median
     */
    public static Traversal of(Vae vae, Encoding rows, float[] around, Range range, int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException("steps " + steps + ": must be at least 2");
        }
        int latent = vae.spec().latent();
        if (around.length != latent || rows.latent() != latent) {
            throw new DataException("latents of " + around.length + " and " + rows.latent()
                    + " numbers; this model has " + latent + " latents");
        }
        requirePrior(vae, range);
        double[][] quantiles =
                range == Range.PRIOR ? Quantiles.ofPrior(vae, steps) : Quantiles.ofAggregate(rows, steps);
        return new Traversal(LatentActivity.ranked(rows, vae.spec().prior()).stream()
                .map(activity -> new Line(activity, moved(around, activity.latent(), quantiles[activity.latent()])))
                .toList());
    }

    private static float[][] moved(float[] around, int latent, double[] values) {
        float[][] latents = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            latents[i] = around.clone();
            latents[i][latent] = (float) values[i];
        }
        return latents;
    }

    /**
     * Returns the mean of the distribution whose quantiles the latents take.
     *
     * @param rows q(z|x) of the rows of the aggregate posterior; ignored for the prior
     */
    public static float[] centre(Vae vae, Encoding rows, Range range) {
        requirePrior(vae, range);
        if (range == Range.PRIOR && vae.spec().prior().standard()) {
            return new float[vae.spec().latent()];
        }
        float[][] latents = range == Range.PRIOR ? vae.sampleLatents(DRAWS, 1) : rows.mean();
        int[] all = new int[latents.length];
        Arrays.setAll(all, i -> i);
        double[] mean = Latents.mean(latents, all);
        float[] centre = new float[mean.length];
        for (int j = 0; j < centre.length; j++) {
            centre[j] = (float) mean[j];
        }
        return centre;
    }

    private static void requirePrior(Vae vae, Range range) {
        if (range == Range.PRIOR && !vae.spec().posterior().random()) {
            throw new DataException("a plain autoencoder was trained without a prior; use the range of its codes, "
                    + "the aggregate posterior");
        }
    }

    /** Returns this traversal without inactive latents. */
    public Traversal active() {
        return new Traversal(
                lines.stream().filter(line -> line.activity.active()).toList());
    }

    /** Returns the first n lines, or all if there are fewer. */
    public Traversal first(int n) {
        return new Traversal(lines.subList(0, Math.min(n, lines.size())));
    }

    /** Returns the latents of all lines in sequence, {@code [lines * steps][latent]}. */
    public float[][] latents() {
        return lines.stream().flatMap(line -> Arrays.stream(line.latents)).toArray(float[][]::new);
    }
}
