package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.Rows;
import io.elbo.engine.Optimizer;
import io.elbo.layer.Activation;
import io.elbo.model.BetaElbo;
import io.elbo.model.Capacity;
import io.elbo.model.FreeBits;
import io.elbo.model.Gaussian;
import io.elbo.model.ImportanceWeighted;
import io.elbo.model.InfoVae;
import io.elbo.model.KlSchedule;
import io.elbo.model.MixturePrior;
import io.elbo.model.ScoreFunction;
import io.elbo.model.TotalCorrelation;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunFolder;
import io.elbo.run.RunStatus;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.spec.VaeSpec;
import io.elbo.training.DivergenceException;
import io.elbo.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that runs away in place of learning is a failure, and no other training is. */
class DivergenceTest {
    private static final Rows ROWS = Tiny.rows(120, 7, 5);
    private static final VaeSpec SPEC =
            VaeSpec.dense(List.of(7), List.of(12), 2, new Gaussian(0.1), Activation.Function.TANH);
    private static final Training USUAL =
            new Training(6, 10, new Optimizer.Adam(), 0.01, null, 0, 0, null, null, null, 0.2, 0, 1);
    private static final RunDirectory.Options OPTIONS = new RunDirectory.Options(1, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    static List<Training> wild() {
        return List.of(
                USUAL.withLearningRate(50),
                USUAL.withLearningRate(50).withEpochs(2),
                USUAL.withLearningRate(50).withValidation(0, 0),
                USUAL.withLearningRate(50).withOptimizer(new Optimizer.Sgd(0.9)),
                USUAL.withLearningRate(50).withObjective(new BetaElbo(0.5, 1, null)),
                USUAL.withLearningRate(50).withObjective(new ImportanceWeighted(5, true)));
    }

    @ParameterizedTest
    @MethodSource("wild")
    void aWildLearningRateIsAFailureThatNamesIt(Training training) {
        DivergenceException e = assertThrows(
                DivergenceException.class, () -> Trainer.fit(SPEC, ROWS, training, TrainingListener.NONE, 1));
        assertEquals(1, e.getMessage().lines().count());
        assertTrue(e.getMessage().contains("the learning rate of " + training.learningRate()), e.getMessage());
        assertTrue(e.getMessage().contains("try 0.001"), e.getMessage());
        assertFalse(e.getMessage().contains("--"), e.getMessage());
    }

    static List<Training> ordinary() {
        return List.of(
                USUAL,
                USUAL.withEpochs(1),
                USUAL.withEpochs(1).withBatch(1000),
                USUAL.withLearningRate(1e-9),
                USUAL.withValidation(0, 0),
                USUAL.withValidation(0.02, 2),
                USUAL.withSchedule(new Schedule.Cosine(0), 20),
                USUAL.withClipNorm(1),
                USUAL.withOptimizer(new Optimizer.Sgd(0)).withLearningRate(1e-4),
                USUAL.withObjective(new BetaElbo(0, 1, null)).withEpochs(40),
                USUAL.withObjective(new BetaElbo(0.01, 1, null)).withEpochs(40),
                USUAL.withObjective(new BetaElbo(200, 1, null)),
                USUAL.withObjective(new BetaElbo(1, 1, new KlSchedule.Linear(3))),
                USUAL.withObjective(new BetaElbo(4, 1, new KlSchedule.Cyclical(3))),
                USUAL.withObjective(new FreeBits(5, 1)),
                USUAL.withObjective(new Capacity(100, 25, 3, 1)),
                USUAL.withObjective(new Capacity(1000, 500, 1, 1)),
                USUAL.withObjective(new InfoVae(1, 100)),
                USUAL.withObjective(new TotalCorrelation(6)),
                USUAL.withObjective(new ScoreFunction(2)).withLearningRate(1e-3),
                USUAL.withObjective(new ImportanceWeighted(50, false)));
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void anOrdinaryTrainingIsNone(Training training) {
        Trainer.fit(SPEC, ROWS, training, TrainingListener.NONE, 1);
    }

    /** Random components of a prior are far from the codes at first, and a point has no divergence at all. */
    @Test
    void otherPriorsAndPlainAutoencodersAreTrainedAsBefore() {
        Trainer.fit(SPEC.withPrior(new MixturePrior(5)), ROWS, USUAL, TrainingListener.NONE, 1);
        Trainer.fit(Tiny.dense(), Tiny.rows(40, 7, 1), USUAL.withEpochs(1), TrainingListener.NONE, 1);
    }

    @Test
    void theFolderKeepsWhatThereIsAndSaysThatItFailed() throws Exception {
        RunSpec run = new RunSpec(SPEC, USUAL.withLearningRate(50));
        DivergenceException e = assertThrows(
                DivergenceException.class, () -> RunDirectory.train(folder, run, ROWS, OPTIONS, TrainingListener.NONE));
        RunStatus status = RunFolder.status(folder).orElseThrow();
        assertEquals(RunStatus.State.FAILED, status.state());
        assertEquals(e.getMessage(), status.message());
        assertTrue(RunFolder.epochs(folder).size() >= 5);
        assertTrue(Files.exists(folder.resolve("checkpoint.safetensors")));
        // to ask for the same again gives the same answer
        DivergenceException again = assertThrows(
                DivergenceException.class, () -> RunDirectory.resume(folder, ROWS, 0, OPTIONS, TrainingListener.NONE));
        assertTrue(again.getMessage().startsWith("the training ran away: the ELBO was "), again.getMessage());
    }

    /** Beyond return after some epochs: the others, which may take days, are not waited for. */
    @Test
    void aLongTrainingThatRanAwayDoesNotTakeAllOfItsTime() {
        RunSpec run = new RunSpec(SPEC, USUAL.withLearningRate(100).withEpochs(60));
        assertThrows(
                DivergenceException.class, () -> RunDirectory.train(folder, run, ROWS, OPTIONS, TrainingListener.NONE));
        assertTrue(
                RunFolder.epochs(folder).size() <= 6, RunFolder.epochs(folder).size() + " epochs");
    }

    /** Who stops a training early wants what there is. */
    @Test
    void aStoppedTrainingIsNotJudged() {
        int[] steps = {3};
        RunDirectory.Result stopped = RunDirectory.train(
                folder, new RunSpec(SPEC, USUAL.withLearningRate(50)), ROWS, OPTIONS, new TrainingListener() {
                    @Override
                    public boolean stopRequested() {
                        return --steps[0] == 0;
                    }
                });
        assertFalse(stopped.finished());
    }
}
