package io.elbo.image.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Vae;
import io.elbo.data.FloatRows;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks the scores for models whose p(x) and p(z|x) are known. */
class DensityScoreTest {
    private static final float[][] X = LinearModel.draw(12, new Random(5));

    private static double[] of(Score score, Vae vae, float[][] x) {
        return score.of(vae, FloatRows.of(x), 3);
    }

    @Test
    void withTheTruePosteriorTheLogLikelihoodIsExactWithAnyNumberOfDraws() {
        Vae vae = LinearModel.model(0, 1);
        for (int samples : new int[] {1, 7, 200}) {
            double[] scores = of(new NegativeLogLikelihood(samples), vae, X);
            for (int i = 0; i < X.length; i++) {
                assertEquals(-LinearModel.logDensity(X[i]), scores[i], 1e-3);
            }
        }
    }

    @Test
    void theElboIsBelowTheLogLikelihoodByTheDivergenceOfThePosteriors() {
        for (double[] wrong : new double[][] {{0, 1}, {0.7, 1}, {0, 1.6}, {1.2, 0.6}}) {
            Vae vae = LinearModel.model(wrong[0], wrong[1]);
            double[] scores = of(new NegativeElbo(10_000), vae, X);
            for (int i = 0; i < X.length; i++) {
                // the deviation of ln p(x|z) over draws is at most a few nats here
                assertEquals(
                        LinearModel.gap(wrong[0], wrong[1]) - LinearModel.logDensity(X[i]),
                        scores[i],
                        0.12,
                        "row " + i);
            }
        }
    }

    @Test
    void importanceSamplingMakesUpForAWrongPosterior() {
        Vae vae = LinearModel.model(0.4, 1.4);
        double[] scores = of(new NegativeLogLikelihood(20_000), vae, X);
        for (int i = 0; i < X.length; i++) {
            assertEquals(-LinearModel.logDensity(X[i]), scores[i], 0.05);
        }
    }

    @Test
    void theTruePosteriorHasNothingToRegret() {
        double[] regret = of(new LikelihoodRegret(200, 0.05, 2000), LinearModel.model(0, 1), X);
        for (double r : regret) {
            assertEquals(0, r, 0.005);
        }
    }

    @Test
    void theRegretOfAWrongPosteriorIsItsDivergenceFromTheTrueOne() {
        for (double[] wrong : new double[][] {{1.5, 1}, {0, 2}, {-1, 0.5}, {3, 0.7}}) {
            Vae vae = LinearModel.model(wrong[0], wrong[1]);
            double gap = LinearModel.gap(wrong[0], wrong[1]);
            double[] regret = of(new LikelihoodRegret(300, 0.1, 4000), vae, X);
            for (double r : regret) {
                assertEquals(gap, r, 0.05 * gap + 0.04);
            }
        }
    }

    @Test
    void aStepTooLargeIsNoRegretRatherThanANegativeOne() {
        double[] regret = of(new LikelihoodRegret(1, 100, 10), LinearModel.model(0, 1), X);
        for (double r : regret) {
            assertEquals(0, r);
        }
    }

    @Test
    void rowsFarAwayAreStranger() {
        float[][] far = LinearModel.draw(12, new Random(6));
        for (float[] row : far) {
            row[0] += 20;
        }
        Vae vae = LinearModel.model(0, 1);
        for (Score score : Score.all()) {
            if (score.refuses(vae.spec()).isPresent() || score instanceof LikelihoodRegret) {
                // the encoder here is exact everywhere, so every row has zero regret
                continue;
            }
            double[] near = of(score, vae, X);
            double[] away = of(score, vae, far);
            for (int i = 0; i < X.length; i++) {
                assertTrue(away[i] > near[i], score + ", row " + i);
            }
        }
    }
}
