package io.elbo.course.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.file.ModelFile;
import io.elbo.model.MixturePrior;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares estimators A and B and the minibatch estimator with the closed forms of the scalar model. */
@Tag("slow")
class EstimatorStudyTest {
    private static final double[] X = {-1, 0.5, 3};
    /** A model whose q is far from the true posterior. */
    private static final ScalarModel MEDIOCRE = new ScalarModel(0.25, 0.5, 0, -1, 1, -0.5, 0.5);

    private static EstimatorStudy study(ScalarModel m, int repeats) {
        return EstimatorStudy.of(
                Scalars.vae(m), Scalars.rows(X), new EstimatorStudy.Options(List.of(1, 4, 25), 3, repeats, 7));
    }

    @Test
    void bothHaveTheElboAsMeanAndTheVariancesOfTheirClosedForms() {
        int repeats = 4000;
        double elbo = 0;
        double a = 0;
        double b = 0;
        for (double x : X) {
            elbo += MEDIOCRE.elbo(x) / 3;
            a += Scalars.varianceA(MEDIOCRE, x) / 3;
            b += Scalars.varianceB(MEDIOCRE, x) / 3;
        }
        for (EstimatorStudy.Point p : study(MEDIOCRE, repeats).points()) {
            int samples = p.samples();
            assertEquals(elbo, p.meanA(), 4.5 * Math.sqrt(a / samples / (3 * repeats)), "A, L = " + samples);
            assertEquals(elbo, p.meanB(), 4.5 * Math.sqrt(b / samples / (3 * repeats)), "B, L = " + samples);
            assertTrue(Math.abs(p.meanA() - p.meanB()) < 4.5 * p.standardError(), "L = " + samples);
            // t^2 has heavy tails, so its sample variance has a larger error than that of a normal variable
            assertEquals(1, p.varianceA() * samples / a, 0.15, "A, L = " + samples);
            assertEquals(1, p.varianceB() * samples / b, 0.15, "B, L = " + samples);
        }
    }

    @Test
    void withTheTruePosteriorEstimatorAIsTheLogLikelihoodAtEveryDraw() {
        ScalarModel best = ScalarModel.optimum(0.5, 3, 0.5);
        double likelihood = 0;
        double b = 0;
        for (double x : X) {
            likelihood += best.logLikelihood(x) / 3;
            b += Scalars.varianceB(best, x) / 3;
        }
        EstimatorStudy.Point p = study(best, 500).points().get(0);
        assertEquals(likelihood, p.meanA(), 1e-5);
        assertEquals(0, p.varianceA(), 1e-9);
        assertTrue(b > 0.3, "B varies still: " + b);
        assertEquals(1, p.varianceB() / b, 0.3);
    }

    @Test
    void whichOfTheTwoVariesLessDependsOnTheModel() {
        // if the decoder ignores z, B is constant but A is not
        ScalarModel ignores = new ScalarModel(0.5, 0, 0, -1, 0, 1, 0.5);
        EstimatorStudy.Point p = study(ignores, 500).points().get(0);
        assertEquals(0, p.varianceB(), 1e-9);
        assertTrue(p.varianceA() > 0.1, p.toString());
    }

    @Test
    void theMeansDifferByAsMuchAsTheirStandardErrorSays() {
        double squares = 0;
        int seeds = 40;
        for (int seed = 0; seed < seeds; seed++) {
            EstimatorStudy.Options options = new EstimatorStudy.Options(List.of(1, 3), 3, 100, seed);
            for (EstimatorStudy.Point p : EstimatorStudy.of(Scalars.vae(MEDIOCRE), Scalars.rows(X), options)
                    .points()) {
                squares += Math.pow((p.meanA() - p.meanB()) / p.standardError(), 2) / (2 * seeds);
            }
        }
        // the mean of 80 squared normal numbers is 1 with a standard error of 0.16
        assertEquals(1, squares, 0.65);
    }

    @Test
    void rowsOfAModelOfBinarizedOnesAreBinarized() {
        VaeSpec spec = Tiny.dense();
        Training grey = Training.defaults();
        Training binarized = grey.withBinarization(Binarization.DYNAMIC);
        float[][] values = Tiny.values(3, 7, 2);
        float[][] rounded = new float[3][7];
        for (int i = 0; i < 21; i++) {
            rounded[i / 7][i % 7] = values[i / 7][i % 7] >= 0.5f ? 1 : 0;
        }
        EstimatorStudy.Options options = new EstimatorStudy.Options(List.of(1), 3, 20, 1);
        EstimatorStudy expected = EstimatorStudy.of(
                Tiny.model(spec, ModelFile.initial(spec, grey), grey), FloatRows.of(rounded), options);
        EstimatorStudy found = EstimatorStudy.of(
                Tiny.model(spec, ModelFile.initial(spec, binarized), binarized), FloatRows.of(values), options);
        assertEquals(expected, found);
    }

    @Test
    void aModelWithoutAClosedFormIsRefused() {
        Vae mixture = Tiny.model(Tiny.dense().withPrior(new MixturePrior(2)), 1);
        Rows rows = Tiny.rows(2, 7, 1);
        EstimatorStudy.Options options = new EstimatorStudy.Options(1);
        assertThrows(DataException.class, () -> EstimatorStudy.of(mixture, rows, options));
        assertThrows(IllegalArgumentException.class, () -> new EstimatorStudy.Options(List.of(1, 0), 1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new EstimatorStudy.Options(List.of(1), 1, 1, 1));
    }

    @Test
    void minibatchesHaveTheElboOfAllDataAsMeanAndTheVarianceOfTheFormula() {
        double[] x = {-2, -1, 0, 0.5, 1, 2.5, 3, 4};
        int n = x.length;
        double elbo = 0;
        double draws = 0;
        for (double value : x) {
            elbo += MEDIOCRE.elbo(value);
            draws += Scalars.varianceB(MEDIOCRE, value) / n;
        }
        double spread = 0;
        for (double value : x) {
            double d = MEDIOCRE.elbo(value) - elbo / n;
            spread += d * d / (n - 1);
        }
        MinibatchStudy study = MinibatchStudy.of(
                Scalars.vae(MEDIOCRE),
                Scalars.rows(x),
                new MinibatchStudy.Options(List.of(1, 2, 4, 8, 16), 5000, 10_000, 3));
        assertEquals(elbo, study.elbo(), 4.5 * study.standardError());
        assertEquals(1, study.varianceOfDraws() / draws, 0.05);
        assertEquals(1, study.varianceOfRows() / spread, 0.05);
        assertEquals(
                List.of(1, 2, 4, 8),
                study.points().stream().map(MinibatchStudy.Point::batch).toList());
        for (MinibatchStudy.Point p : study.points()) {
            double m = p.batch();
            double variance = n * n / m * ((1 - m / n) * spread + draws);
            assertEquals(elbo, p.mean(), 4.5 * p.standardError(), "M = " + m);
            assertEquals(1, p.variance() / variance, 0.12, "M = " + m);
            assertEquals(1, p.predicted() / variance, 0.05, "M = " + m);
        }
    }

    @Test
    void theSameArgumentsGiveTheSameNumbers() {
        assertEquals(study(MEDIOCRE, 20), study(MEDIOCRE, 20));
    }
}
