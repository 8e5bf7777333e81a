package io.elbo.statistics.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elbo.data.FloatRows;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results do not depend on the number of threads. A parallel stream runs in the pool that it is started in. */
class SameBitsTest {
    @Tag("slow")
    @Test
    void threadsShowInNoResult() throws ExecutionException, InterruptedException {
        String one = in(1);
        for (int threads : new int[] {2, 3, 7}) {
            assertEquals(one, in(threads));
        }
    }

    private static String in(int threads) throws ExecutionException, InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(SameBitsTest::results).get();
        } finally {
            pool.shutdown();
        }
    }

    private static String results() {
        FloatRows tall = FloatRows.of(Tables.correlated(1, 700, 90));
        FloatRows wide = FloatRows.of(Tables.correlated(2, 30, 150));
        int[] labels = new int[700];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row % 3;
        }
        StringBuilder all = new StringBuilder();
        for (FloatRows rows : List.of(tall, wide)) {
            Pca pca = Pca.fit(rows, 10);
            add(all, pca.components());
            add(all, pca.variances(), new double[] {pca.reconstructionError(rows)});
            EmOptions em = new EmOptions(20, 0);
            add(
                    all,
                    ProbabilisticPca.em(rows, 3, em, 1, EmListener.NONE).model().logDensities(rows));
            add(all, FactorAnalysis.fit(rows, 3, em, EmListener.NONE).model().logDensities(rows));
            add(all, LinearRegression.fit(rows, rows, 1).weights());
            add(all, MahalanobisDistance.fit(rows).scores(rows));
            CentreDistance.Options centres = new CentreDistance.Options(4, 100, 8, 2, 1);
            add(all, CentreDistance.fit(rows, centres).scores(rows));
        }
        for (GaussianMixture.Covariance covariance : GaussianMixture.Covariance.values()) {
            GaussianMixture.Options options =
                    new GaussianMixture.Options(4, covariance, 1e-6, 2, new EmOptions(15, 0), 1);
            GaussianMixture mixture = GaussianMixture.fit(tall, options);
            add(all, mixture.logDensities(tall), mixture.weights());
        }
        LinearClassifier classifier = LinearClassifier.fit(tall, labels, new LinearClassifier.Options(1));
        add(all, classifier.weights());
        add(all, classifier.intercepts());
        return all.toString();
    }

    private static void add(StringBuilder all, double[]... results) {
        all.append(Arrays.deepToString(results)).append('\n');
    }
}
