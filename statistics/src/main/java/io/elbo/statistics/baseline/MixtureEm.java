package io.elbo.statistics.baseline;

import io.elbo.data.DataException;
import io.elbo.math.CounterRandom;
import io.elbo.math.Vectors;
import io.elbo.parallel.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Expectation maximization of Gaussian mixtures. */
final class MixtureEm {
    /** A component with fewer rows than this has no covariance. */
    private static final double LEAST_ROWS = 2;

    private final RowMatrix x;
    private final GaussianMixture.Options options;
    private final double floor;

    MixtureEm(RowMatrix x, GaussianMixture.Options options) {
        this.x = x;
        this.options = options;
        double variance = Vectors.mean(x.variances(x.mean()));
        if (variance == 0) {
            throw new DataException("all rows are equal; a mixture needs rows that vary");
        }
        floor = options.floor() * variance;
    }

    record Result(Mixture mixture, double logLikelihood, int iterations, boolean converged) {}

    Result run(int restart, EmListener listener) {
        Mixture mixture = maximum(start(restart));
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; ; iteration++) {
            Mixture.Assignment assignment = mixture.assign(x);
            double logLikelihood = Vectors.mean(assignment.logDensities());
            listener.iteration(iteration, logLikelihood);
            boolean converged = logLikelihood - before < options.em().tolerance();
            if (converged || iteration == options.em().iterations()) {
                return new Result(mixture, logLikelihood, iteration, converged);
            }
            Mixture next = maximum(assignment.responsibilities());
            // after a collapsed component is removed, the likelihood may be lower
            before = next.weights().length < mixture.weights().length ? Double.NEGATIVE_INFINITY : logLikelihood;
            mixture = next;
        }
    }

    /** Assigns each row to its k-means cluster, [components][rows]. */
    private double[][] start(int restart) {
        CounterRandom random = CounterRandom.of(options.seed(), "gaussian mixture");
        int[] clusters = KMeans.clusters(x, options.components(), random, restart);
        double[][] responsibilities = new double[options.components()][x.count()];
        for (int row = 0; row < clusters.length; row++) {
            responsibilities[clusters[row]][row] = 1;
        }
        return responsibilities;
    }

    /** Returns the most likely mixture with these responsibilities, without collapsed components. */
    private Mixture maximum(double[][] responsibilities) {
        double[] sums = new double[responsibilities.length];
        Normal[] components = new Normal[responsibilities.length];
        Threads.each(sums.length, c -> {
            sums[c] = Vectors.sum(responsibilities[c]);
            if (sums[c] >= LEAST_ROWS) {
                components[c] = options.covariance() == GaussianMixture.Covariance.FULL
                        ? FullNormal.fit(x, responsibilities[c], sums[c], floor)
                        : DiagonalNormal.fit(x, responsibilities[c], sums[c], floor);
            }
        });
        List<Normal> kept = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        double total = 0;
        for (int c = 0; c < sums.length; c++) {
            if (components[c] != null) {
                kept.add(components[c]);
                counts.add(sums[c]);
                total += sums[c];
            }
        }
        if (kept.isEmpty()) {
            double[][] one = new double[1][x.count()];
            Arrays.fill(one[0], 1);
            return maximum(one);
        }
        double rows = total;
        return new Mixture(counts.stream().mapToDouble(count -> count / rows).toArray(), kept);
    }
}
