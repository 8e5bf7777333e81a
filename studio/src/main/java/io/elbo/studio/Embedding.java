package io.elbo.studio;

import io.elbo.evaluation.Encoding;
import java.util.stream.IntStream;

/**
 * The positions of items in latent space.
 *
 * @param items the indices of the items, ascending
 * @param q q(z|x) of each item
 * @param elbo the ELBO of each item
 * @param version the version of the model
 */
record Embedding(int[] items, Encoding q, double[] elbo, String version) {
    private static final int BLOCK = 500;

    /** Identifies a job; equal jobs have equal keys. */
    record Key(FileState model, String run, int points) {}

    static Embedding of(Items all, int points, String version, Jobs.Progress progress) {
        int n = Math.min(points, all.count());
        int[] items = IntStream.range(0, n)
                .map(i -> (int) ((long) i * all.count() / n))
                .toArray();
        float[][] mean = new float[n][];
        float[][] logVariance = new float[n][];
        double[] elbo = new double[n];
        for (int from = 0; from < n; from += BLOCK) {
            progress.at((double) from / n);
            int to = Math.min(n, from + BLOCK);
            int[] some = java.util.Arrays.copyOfRange(items, from, to);
            Encoding q = all.encode(some);
            System.arraycopy(q.mean(), 0, mean, from, to - from);
            System.arraycopy(q.logVariance(), 0, logVariance, from, to - from);
            System.arraycopy(all.elbo(some), 0, elbo, from, to - from);
        }
        return new Embedding(items, new Encoding(mean, logVariance), elbo, version);
    }
}
