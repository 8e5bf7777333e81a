package io.elbo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.elbo.data.FloatRows;
import io.elbo.test.Failures;
import org.junit.jupiter.api.Test;

class KnnDistanceTest {
    private static final FloatRows LINE = FloatRows.of(new float[][] {{0}, {1}, {2}, {10}, {11}, {14}});

    @Test
    void scoresAreTheDistancesToTheKthNeighbour() {
        double[] scores = KnnDistance.fit(LINE, 2).scores(FloatRows.of(new float[][] {{0}, {12}, {20}, {-4}}));
        assertArrayEquals(new double[] {1, 2, 9, 5}, scores, 0);
    }

    @Test
    void wrongNumbersAreRefused() {
        Failures.rejected(() -> KnnDistance.fit(LINE, 7), "neighbours 7", "must be 1 to 6, the number of rows");
        Failures.rejected(() -> KnnDistance.fit(LINE, 0), "neighbours 0");
        Failures.refused(() -> KnnDistance.fit(LINE, 1).scores(FloatRows.of(new float[1][2])), "2 numbers");
    }
}
