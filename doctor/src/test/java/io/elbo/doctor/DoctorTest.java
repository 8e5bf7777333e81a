package io.elbo.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.layer.Activation;
import io.elbo.model.Bernoulli;
import io.elbo.model.BetaElbo;
import io.elbo.model.Gaussian;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.Objective;
import io.elbo.spec.Binarization;
import io.elbo.spec.Change;
import io.elbo.spec.Elbo;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Provokes each fault and checks that the doctor finds it. */
@Tag("slow")
class DoctorTest {
    private static final int ROWS = 600;
    private static final int WIDTH = 8;

    /** A plane in 8 dimensions with noise, which two latents can fit. */
    private static Rows plane(long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[ROWS][WIDTH];
        for (float[] row : rows) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int j = 0; j < WIDTH; j++) {
                row[j] = (float) (a * Math.cos(j) + b * Math.sin(j) + 0.3 * random.nextGaussian());
            }
        }
        return FloatRows.of(rows);
    }

    private static Rows grey(long seed) {
        Rows plane = plane(seed);
        float[][] rows = new float[ROWS][WIDTH];
        for (int i = 0; i < ROWS; i++) {
            plane.read(i, rows[i], 0);
            for (int j = 0; j < WIDTH; j++) {
                rows[i][j] = (float) (1 / (1 + Math.exp(-2 * rows[i][j])));
            }
        }
        return FloatRows.of(rows);
    }

    private static Vae fit(int latent, Likelihood likelihood, Objective objective, Rows rows, int epochs) {
        Training training = Training.defaults()
                .withEpochs(epochs)
                .withBatch(50)
                .withLearningRate(5e-3)
                .withObjective(objective);
        return Trainer.fit(
                VaeSpec.dense(List.of(WIDTH), List.of(32), latent, likelihood, Activation.Function.TANH),
                rows,
                training);
    }

    private static List<String> names(List<Finding> findings) {
        return findings.stream().map(Finding::finding).toList();
    }

    private static List<String> examine(Vae vae, Rows rows) {
        List<Finding> findings = Doctor.examine(vae, rows, List.of());
        for (Finding finding : findings) {
            assertTrue(Double.isFinite(finding.value()), finding.toString());
            // the first change of the advice, unless the user has to choose
            List<Change> first = finding.advice().changes().subList(0, 1);
            assertTrue(finding.changes().isEmpty() || finding.changes().equals(first), finding.toString());
            assertEquals(finding.changes().isEmpty(), first.get(0) instanceof Change.Open, finding.toString());
            assertTrue(finding.advice().toString().contains(first.get(0).words()), finding.toString());
            assertFalse(finding.advice().toString().contains("--"), finding.toString());
        }
        return names(findings);
    }

    @Test
    void aModelThatFitsHasNoFindings() {
        Vae vae = fit(2, new Gaussian(0.1), null, plane(1), 60);
        assertEquals(List.of(), Doctor.examine(vae, plane(2), List.of()));
    }

    @Test
    void aTrainingThatRanAwayIsFoundFirstAndItsLearningRateNamed() {
        Training wild = Training.defaults().withEpochs(3).withBatch(50).withLearningRate(50);
        VaeSpec spec = VaeSpec.dense(List.of(WIDTH), List.of(32), 2, new Gaussian(0.1), Activation.Function.TANH);
        Vae[] last = new Vae[1];
        Trainer.follow(spec, plane(1), wild, (epoch, vae) -> last[0] = vae, 1);
        List<Finding> findings = Doctor.examine(last[0], plane(2), List.of());
        assertEquals("divergence", findings.get(0).finding());
        assertEquals(
                List.of(new Change.WithLearningRate(0.001)), findings.get(0).changes());
        assertEquals(
                "the learning rate of 50.0 is too high; use a learning rate of 0.001 or a bound of the gradients' norm of 1",
                findings.get(0).advice().toString());
    }

    /** The best epoch is kept. The only problem is that it is not one of the last. */
    @Test
    void aTrainingThatRanAwayAfterItsBestEpochIsFoundByItsCurve() {
        Vae vae = fit(2, new Gaussian(0.1), null, plane(1), 60);
        List<EpochMetrics> epochs = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Elbo elbo = new Elbo(i < 6 ? -10 : -1e6, 5);
            epochs.add(new EpochMetrics(i, i, i, elbo, elbo, 0.005));
        }
        assertTrue(names(Doctor.examine(vae, plane(2), epochs)).contains("divergence"));
    }

    @Test
    void aGreatBetaCollapsesThePosterior() {
        Vae vae = fit(2, new Gaussian(1), new BetaElbo(500, 1, null), plane(1), 40);
        assertTrue(examine(vae, plane(2)).contains("posterior_collapse"));
    }

    @Test
    @Tag("slow")
    void moreLatentsThanThereIsToSayAreDead() {
        Vae vae = fit(6, new Gaussian(0.1), null, plane(1), 80);
        List<Finding> findings = Doctor.examine(vae, plane(2), List.of());
        Finding dead = findings.stream()
                .filter(f -> f.finding().equals("dead_latents"))
                .findFirst()
                .orElseThrow();
        // a third may keep a trace of the noise
        assertTrue(dead.value() >= 3 && dead.value() <= 4, dead.toString());
        assertEquals(List.of(new Change.WithLatent(6 - (int) dead.value())), dead.changes());
    }

    @Test
    @Tag("slow")
    void aSmallVarianceMakesCodesOfDraws() {
        Vae vae = fit(2, new Gaussian(1e-7), null, plane(1), 150);
        List<String> names = examine(vae, plane(2));
        assertTrue(names.contains("posterior_variance_to_zero"), names.toString());
        assertTrue(names.contains("likelihood_scale"), names.toString());
    }

    @Test
    void greyValuesAreNoBernoullis() {
        Vae vae = fit(2, new Bernoulli(), null, grey(1), 10);
        assertTrue(examine(vae, grey(2)).contains("likelihood_does_not_fit"));
        Training binarized = Training.defaults()
                .withEpochs(2)
                .withBinarization(Binarization.DYNAMIC)
                .withBatch(50);
        Vae drawn = Trainer.fit(vae.spec(), grey(1), binarized);
        assertFalse(examine(drawn, grey(2)).contains("likelihood_does_not_fit"));
    }

    @Test
    @Tag("slow")
    void aConstantFeatureTakesTheVarianceToZero() {
        Rows plane = plane(1);
        float[][] rows = new float[ROWS][WIDTH];
        for (int i = 0; i < ROWS; i++) {
            plane.read(i, rows[i], 0);
            rows[i][3] = 1;
        }
        Vae vae = fit(2, new LearnedGaussian(LearnedScale.FEATURE), null, FloatRows.of(rows), 300);
        assertTrue(examine(vae, FloatRows.of(rows)).contains("likelihood_variance_to_zero"));
    }

    @Test
    void clustersLeaveHolesInThePrior() {
        Random random = new Random(3);
        float[][] rows = new float[2000][WIDTH];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < WIDTH; j++) {
                rows[i][j] = (float) ((i % 4 >> (j % 2) & 1) * 4 - 2 + 0.05 * random.nextGaussian());
            }
        }
        Vae vae = fit(2, new Gaussian(0.01), new BetaElbo(0.01, 1, null), FloatRows.of(rows), 30);
        assertTrue(examine(vae, FloatRows.of(rows)).contains("holes_in_the_prior"));
    }

    private static List<String> curves(double[] train, double[] validation) {
        Vae vae = fit(2, new Gaussian(0.1), null, plane(1), 2);
        List<EpochMetrics> epochs = new ArrayList<>();
        for (int i = 0; i < train.length; i++) {
            epochs.add(
                    new EpochMetrics(i + 1, 10L * (i + 1), i, new Elbo(train[i], 0), new Elbo(validation[i], 0), 1e-3));
        }
        return names(Doctor.examine(vae, plane(2), epochs));
    }

    @Test
    void curvesTellOfOverfittingOfAnEarlyEndAndOfStepsTooLong() {
        double[] rising = {-100, -80, -70, -65, -62, -60.5, -60, -59.9, -59.85, -59.84};
        List<String> none = curves(rising, rising);
        assertFalse(none.contains("over_fitting"));
        assertFalse(none.contains("loss_still_falling"));
        assertFalse(none.contains("learning_rate_too_high"));
        assertTrue(curves(rising, new double[] {-100, -81, -72, -70, -71, -72, -74, -76, -79, -83})
                .contains("over_fitting"));
        double[] steep = {-100, -90, -80, -70, -60};
        assertTrue(curves(steep, steep).contains("loss_still_falling"));
        double[] jumping = {-100, -80, -90, -70, -85, -72, -80, -66, -82, -70};
        assertTrue(curves(jumping, jumping).contains("learning_rate_too_high"));
    }

    @Test
    void aTrainingThatIsTooShortIsSeenInItsOwnCurve() {
        Rows rows = plane(1);
        List<EpochMetrics> epochs = new ArrayList<>();
        Training training = Training.defaults().withEpochs(4).withBatch(50).withLearningRate(1e-3);
        VaeSpec spec = VaeSpec.dense(List.of(WIDTH), List.of(32), 2, new Gaussian(0.1), Activation.Function.TANH);
        Vae vae = Trainer.fit(
                spec,
                rows,
                training,
                new io.elbo.training.TrainingListener() {
                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean best) {
                        epochs.add(metrics);
                    }
                },
                1);
        assertTrue(names(Doctor.examine(vae, plane(2), epochs)).contains("loss_still_falling"));
    }

    @Test
    void latentsThatSayTheSameAreNamed() {
        float[][] rows = {{1, 2, 0}, {2, 4.1f, 1}, {3, 5.9f, -1}, {4, 8, 0.5f}};
        assertTrue(Math.abs(LatentChecks.correlation(rows, 0, 1)) > 0.99);
        assertTrue(Math.abs(LatentChecks.correlation(rows, 0, 2)) < 0.5);
    }

    @Test
    void tooFewRowsAreRefused() {
        Vae vae = fit(2, new Gaussian(0.1), null, plane(1), 1);
        assertThrows(DataException.class, () -> Doctor.examine(vae, FloatRows.of(new float[3][WIDTH]), List.of()));
    }
}
