package io.elbo.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Trainer;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.data.Rows;
import io.elbo.engine.Optimizer;
import io.elbo.layer.Dense;
import io.elbo.model.AnalyticElbo;
import io.elbo.model.BetaElbo;
import io.elbo.model.Gaussian;
import io.elbo.model.KlSchedule;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunLock;
import io.elbo.test.Failures;
import io.elbo.training.NonFiniteLossException;
import io.elbo.training.TrainingListener;
import io.elbo.training.loop.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public class TrainingTest {
    /** 30 rows, 6 of them held out: 24 in batches of 10, so 3 steps an epoch, the last one shorter. */
    private static final Rows ROWS = Tiny.rows(30, 7, 1);

    private static final int STEPS_PER_EPOCH = 3;
    private static final RunDirectory.Options ALWAYS = new RunDirectory.Options(1, Duration.ZERO);

    private static final Training BASE =
            new Training(3, 10, new Optimizer.Adam(), 0.01, null, 0, 0, null, null, null, 0.2, 0, 1);

    @TempDir
    Path folder;

    public static List<EpochMetrics> timeless(List<EpochMetrics> epochs) {
        return epochs.stream()
                .map(m -> new EpochMetrics(m.epoch(), m.step(), 0, m.train(), m.validation(), m.learningRate()))
                .toList();
    }

    private static Vae fit(Training training, int threads) {
        return Trainer.fit(Tiny.dense(), ROWS, training, TrainingListener.NONE, threads);
    }

    /** Stops after a step. */
    private record StopAfter(int[] left) implements TrainingListener {
        StopAfter(int steps) {
            this(new int[] {steps});
        }

        @Override
        public boolean stopRequested() {
            return --left[0] <= 0;
        }
    }

    static List<Arguments> trainings() {
        return List.of(
                Arguments.of("validation", BASE),
                Arguments.of("no validation", BASE.withValidation(0, 0)),
                Arguments.of(
                        "patience", BASE.withEpochs(5).withValidation(0.3, 1).withLearningRate(0.3)),
                Arguments.of("clip", BASE.withClipNorm(0.5)),
                Arguments.of("sgd", BASE.withOptimizer(new Optimizer.Sgd(0.9))),
                Arguments.of("adagrad", BASE.withOptimizer(new Optimizer.Adagrad(1e-8))),
                Arguments.of("adamw", BASE.withOptimizer(new Optimizer.AdamW())),
                Arguments.of("cosine", BASE.withSchedule(new Schedule.Cosine(0.1), 4)),
                Arguments.of("step", BASE.withSchedule(new Schedule.Step(1, 0.5), 0)),
                Arguments.of("dynamic", BASE.withBinarization(Binarization.DYNAMIC)),
                Arguments.of("samples", BASE.withObjective(new AnalyticElbo(2))),
                Arguments.of("one batch", BASE.withBatch(100)));
    }

    static List<Arguments> usualTrainings() {
        return trainings().subList(0, 3);
    }

    static List<Arguments> furtherTrainings() {
        return trainings().subList(3, trainings().size());
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("usualTrainings")
    void aRunStoppedAfterAnyStepGoesOnToTheSameBits(String name, Training training) throws IOException {
        stopAndResume(name, training);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("furtherTrainings")
    void aRunOfAnyKindStoppedInTheMiddleGoesOnToTheSameBits(String name, Training training) throws IOException {
        stopAndResume(name, training);
    }

    private void stopAndResume(String name, Training training) throws IOException {
        RunSpec run = new RunSpec(Tiny.dense(), training);
        Path whole = folder.resolve("whole");
        RunDirectory.Result expected = RunDirectory.train(whole, run, ROWS, ALWAYS, TrainingListener.NONE);
        assertTrue(expected.finished());
        long steps = expected.epochs().get(expected.epochs().size() - 1).step();
        assertEquals(fit(training, 1).digest(), expected.model().digest(), "files change nothing");
        // the first step, ends of epochs, the last step; elsewhere one in the middle
        int[] stops = name.contains("validation") || name.equals("patience")
                ? new int[] {1, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 1, 2 * STEPS_PER_EPOCH, (int) steps}
                : new int[] {(int) steps / 2 + 1};
        for (int stop : IntStream.of(stops).distinct().toArray()) {
            Path stopped = folder.resolve("stopped-" + stop);
            RunDirectory.Result part = RunDirectory.train(stopped, run, ROWS, ALWAYS, new StopAfter(stop));
            assertEquals(stop == steps, part.finished());
            Checkpoint checkpoint = Checkpoint.read(stopped.resolve("checkpoint.safetensors"));
            assertEquals(stop, checkpoint.state().step());
            assertEquals(run, RunDirectory.spec(stopped));
            RunDirectory.Result rest = RunDirectory.resume(stopped, ROWS, 0, ALWAYS, TrainingListener.NONE);
            assertTrue(rest.finished());
            assertEquals(expected.model().digest(), rest.model().digest(), "stopped after " + stop);
            assertEquals(timeless(expected.epochs()), timeless(rest.epochs()));
            assertEquals(-1, Files.mismatch(whole.resolve("model.safetensors"), stopped.resolve("model.safetensors")));
            assertEquals(withoutSeconds(whole), withoutSeconds(stopped));
        }
    }

    private static List<String> withoutSeconds(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(line -> line.replaceFirst("^(\\d+,\\d+),[^,]*", "$1"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainings")
    void threadsChangeNothingAndSeedsEverything(String name, Training training) {
        String one = fit(training, 1).digest();
        assertEquals(one, fit(training, 1).digest());
        assertEquals(one, fit(training, 2).digest());
        assertEquals(one, fit(training, 3).digest());
        assertNotEquals(one, fit(training.withSeed(2), 1).digest());
    }

    @Test
    void moreEpochsThanPlannedGoOnAsIfPlannedFromTheStart() {
        Vae five = fit(BASE.withEpochs(5), 1);
        RunDirectory.train(folder, new RunSpec(Tiny.dense(), BASE), ROWS, ALWAYS, TrainingListener.NONE);
        RunDirectory.Result longer = RunDirectory.resume(folder, ROWS, 5, ALWAYS, TrainingListener.NONE);
        assertEquals(five.digest(), longer.model().digest());
        assertEquals(5, longer.epochs().size());
        assertEquals(5, RunDirectory.spec(folder).training().epochs());
    }

    @Test
    void aFolderThatHoldsARunIsNotTrainedInAgain() throws IOException {
        RunSpec run = new RunSpec(Tiny.dense(), BASE.withEpochs(1));
        RunDirectory.train(folder, run, ROWS, ALWAYS, TrainingListener.NONE);
        for (String name : List.of("checkpoint.safetensors", "model.safetensors", "metrics.csv")) {
            Path other = Files.createDirectory(folder.resolve("only-" + name));
            Files.copy(folder.resolve(name), other.resolve(name));
            Failures.refused(
                    () -> RunDirectory.train(other, run, ROWS, ALWAYS, TrainingListener.NONE),
                    "only-" + name,
                    "resume");
            assertEquals(-1, Files.mismatch(folder.resolve(name), other.resolve(name)));
        }
        Path file = Files.createFile(folder.resolve("file"));
        Failures.refused(() -> RunDirectory.train(file, run, ROWS, ALWAYS, TrainingListener.NONE), "file");
        Failures.refused(
                () -> RunDirectory.train(file.resolve("sub"), run, ROWS, ALWAYS, TrainingListener.NONE), "file");
    }

    @Test
    void aRunGoesOnOnlyWithItsOwnDataSpecAndCheckpoint() throws IOException {
        RunSpec run = new RunSpec(Tiny.dense(), BASE);
        RunDirectory.train(folder, run, ROWS, ALWAYS, new StopAfter(4));
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        Path spec = folder.resolve("spec.json");
        byte[] bytes = Files.readAllBytes(checkpoint);
        refusedToResume(Tiny.rows(30, 7, 2), "other data");
        refusedToResume(Tiny.rows(29, 7, 1), "other data");
        refusedToResume(Tiny.rows(30, 6, 1), "6 features", "7");
        String text = Files.readString(spec);
        Files.writeString(spec, text.replace("\"latent\" : 2", "\"latent\" : 3"));
        refusedToResume(ROWS, "another model", "spec.json");
        Files.writeString(spec, "{");
        refusedToResume(ROWS, "spec.json", "too early");
        Files.writeString(spec, text);
        for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
            Files.write(checkpoint, java.util.Arrays.copyOf(bytes, length));
            refusedToResume(ROWS, "checkpoint.safetensors");
        }
        Files.copy(folder.resolve("model.safetensors"), checkpoint, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        refusedToResume(ROWS, "checkpoint.safetensors", "not a checkpoint");
        Files.delete(checkpoint);
        refusedToResume(ROWS, "no checkpoint.safetensors");
        Files.write(checkpoint, bytes);
        try (RunLock lock = RunLock.of(folder)) {
            assertTrue(lock != null);
            refusedToResume(ROWS, "another process");
        }
        assertTrue(RunDirectory.resume(folder, ROWS, 0, ALWAYS, TrainingListener.NONE)
                .finished());
    }

    private void refusedToResume(Rows rows, String... parts) {
        Failures.refused(() -> RunDirectory.resume(folder, rows, 0, ALWAYS, TrainingListener.NONE), parts);
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheRunAndLeavesTheCheckpoint() throws IOException {
        RunSpec run = new RunSpec(Tiny.dense(), BASE);
        String expected = fit(BASE, 1).digest();
        RunDirectory.train(folder, run, ROWS, ALWAYS, new StopAfter(1));
        byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint.safetensors"));
        Path metrics = folder.resolve("metrics.csv");
        Files.delete(metrics);
        Files.createDirectory(metrics);
        Files.createFile(metrics.resolve("in the way"));
        refusedToResume(ROWS, "metrics.csv");
        assertEquals(
                java.util.HexFormat.of().formatHex(checkpoint),
                java.util.HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("checkpoint.safetensors"))));
        Files.delete(metrics.resolve("in the way"));
        Files.delete(metrics);
        assertEquals(
                expected,
                RunDirectory.resume(folder, ROWS, 0, ALWAYS, TrainingListener.NONE)
                        .model()
                        .digest());
    }

    @Test
    void patienceEndsTheTrainingAndTheBestWeightsAreKept() {
        // a learning rate that makes it worse soon
        Training training = BASE.withEpochs(200).withLearningRate(0.2).withValidation(0.3, 3);
        List<Boolean> best = new ArrayList<>();
        List<EpochMetrics> epochs = new ArrayList<>();
        Vae vae = Trainer.fit(
                Tiny.dense(),
                ROWS,
                training,
                new TrainingListener() {
                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean isBest) {
                        epochs.add(metrics);
                        best.add(isBest);
                    }
                },
                1);
        int count = epochs.size();
        assertTrue(count < 200, "it did not stop");
        int bestEpoch = best.lastIndexOf(true) + 1;
        assertEquals(bestEpoch + 3, count);
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            assertEquals(epochs.get(i).validation().value() > highest, best.get(i), "epoch " + (i + 1));
            highest = Math.max(highest, epochs.get(i).validation().value());
        }
        assertEquals(bestEpoch, vae.provenance().best().epoch());
        // training no further than the best epoch gives the same weights
        Vae shorter = Trainer.fit(Tiny.dense(), ROWS, training.withEpochs(bestEpoch), TrainingListener.NONE, 1);
        assertEquals(shorter.digest(), vae.digest());
    }

    @Test
    void noEpochIsTheBestWhileTheObjectiveWarmsUp() {
        // a learning rate that makes some of these epochs worse than those before
        Training training = BASE.withEpochs(60)
                .withLearningRate(0.2)
                .withValidation(0.3, 3)
                .withObjective(new BetaElbo(1, 1, new KlSchedule.Linear(12)));
        List<Boolean> best = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        Trainer.fit(
                Tiny.dense(),
                ROWS,
                training,
                new TrainingListener() {
                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean isBest) {
                        best.add(isBest);
                        scores.add(metrics.score());
                    }
                },
                1);
        List<Double> warming = scores.subList(0, 11);
        assertNotEquals(
                warming.stream().sorted().toList(), warming, "the test needs an epoch that is worse than one before");
        assertEquals(Collections.nCopies(12, true), best.subList(0, 12));
        assertTrue(best.size() >= 15, "patience ended it after " + best.size());
    }

    @Test
    void withoutValidationTheLastEpochIsTheBest() {
        Vae vae = fit(BASE.withValidation(0, 0), 1);
        assertEquals(3, vae.provenance().best().epoch());
        assertNull(vae.provenance().best().validation());
        assertEquals(30, vae.provenance().trainingRows());
        assertEquals(0, vae.provenance().best().seconds());
    }

    @Test
    void aLossThatIsNotFiniteEndsTheRunByNameAndLeavesAFiniteCheckpoint() {
        Rows large = FloatRows.of(new float[][] {{3e3f, -2e3f}, {1e3f, 5e3f}, {-4e3f, 1e3f}, {2e3f, 2e3f}});
        VaeSpec spec = new VaeSpec(List.of(2), List.of(new Dense(3)), 1, List.of(new Dense(2)), new Gaussian(0.1));
        Training training = new Training(50, 2, new Optimizer.Sgd(0), 100, null, 0, 0, null, null, null, 0, 0, 1);
        NonFiniteLossException e = assertThrows(
                NonFiniteLossException.class,
                () -> RunDirectory.train(folder, new RunSpec(spec, training), large, ALWAYS, TrainingListener.NONE));
        assertTrue(e.getMessage().matches("the .* is not a finite number in epoch \\d+, step \\d+.*"), e.getMessage());
        assertThrows(NonFiniteLossException.class, () -> Trainer.fit(spec, large, training));
        if (Files.exists(folder.resolve("checkpoint.safetensors"))) {
            Checkpoint checkpoint = Checkpoint.read(folder.resolve("checkpoint.safetensors"));
            for (String name : checkpoint.state().weights().names()) {
                for (float w : checkpoint.state().weights().get(name)) {
                    assertTrue(Float.isFinite(w));
                }
            }
        }
    }

    @Test
    void aRunThatDivergesLateKeepsItsLastFiniteCheckpoint() throws IOException {
        Rows rows = Tiny.rows(8, 7, 1);
        VaeSpec spec = new VaeSpec(List.of(7), List.of(new Dense(3)), 1, List.of(new Dense(7)), new Gaussian(0.1));
        Training training = new Training(400, 2, new Optimizer.Sgd(0.9), 0.5, null, 0, 0, null, null, null, 0, 0, 1);
        NonFiniteLossException e = assertThrows(
                NonFiniteLossException.class,
                () -> RunDirectory.train(folder, new RunSpec(spec, training), rows, ALWAYS, TrainingListener.NONE));
        Checkpoint checkpoint = Checkpoint.read(folder.resolve("checkpoint.safetensors"));
        assertTrue(checkpoint.state().step() >= 1, e.getMessage());
        assertTrue(e.getMessage().contains("step " + (checkpoint.state().step() + 1)), e.getMessage());
    }

    /** The last step may spoil the weights though its own loss was finite: no such model may come out. */
    @Test
    void weightsThatTheLastStepSpoiledAreNoModel() {
        VaeSpec spec = new VaeSpec(List.of(2), List.of(new Dense(3)), 1, List.of(new Dense(2)), new Gaussian(1));
        Rows large = FloatRows.of(new float[][] {{3e18f, -2e18f}, {1e18f, 5e18f}});
        Training training = new Training(1, 2, new Optimizer.Sgd(0), 100, null, 0, 0, null, null, null, 0, 0, 1);
        assertThrows(NonFiniteLossException.class, () -> Trainer.fit(spec, large, training));
        assertThrows(
                NonFiniteLossException.class,
                () -> RunDirectory.train(folder, new RunSpec(spec, training), large, ALWAYS, TrainingListener.NONE));
        assertFalse(Files.exists(folder.resolve("model.safetensors")));
    }

    @Test
    void metricsAreWrittenAsDocumented() throws IOException {
        RunDirectory.Result result = RunDirectory.train(
                folder.resolve("with"),
                new RunSpec(Tiny.dense(), BASE.withSchedule(new Schedule.Cosine(0), 2)),
                ROWS,
                ALWAYS,
                TrainingListener.NONE);
        List<String> lines = Files.readAllLines(folder.resolve("with").resolve("metrics.csv"));
        assertEquals(
                "epoch,step,seconds,train_elbo,train_reconstruction,train_kl,"
                        + "validation_elbo,validation_reconstruction,validation_kl,learning_rate",
                lines.get(0));
        assertEquals(4, lines.size());
        for (EpochMetrics m : result.epochs()) {
            String[] cells = lines.get(m.epoch()).split(",", -1);
            assertEquals(10, cells.length);
            assertEquals(m.epoch(), Integer.parseInt(cells[0]));
            assertEquals(m.epoch() * STEPS_PER_EPOCH, Long.parseLong(cells[1]));
            assertEquals(m.seconds(), Double.parseDouble(cells[2]), 0.001);
            assertEquals(m.train().value(), Double.parseDouble(cells[3]));
            assertEquals(m.train().reconstruction(), Double.parseDouble(cells[4]));
            assertEquals(m.train().kl(), Double.parseDouble(cells[5]));
            assertEquals(m.validation().value(), Double.parseDouble(cells[6]));
            assertEquals(m.validation().reconstruction(), Double.parseDouble(cells[7]));
            assertEquals(m.validation().kl(), Double.parseDouble(cells[8]));
            assertEquals(m.learningRate(), Double.parseDouble(cells[9]));
        }
        RunDirectory.train(
                folder.resolve("without"),
                new RunSpec(Tiny.dense(), BASE.withValidation(0, 0)),
                ROWS,
                ALWAYS,
                TrainingListener.NONE);
        String[] cells = Files.readAllLines(folder.resolve("without").resolve("metrics.csv"))
                .get(1)
                .split(",", -1);
        assertEquals(List.of("", "", ""), List.of(cells).subList(6, 9));
    }

    @Test
    void aListenerHearsOfTheRunInOrder() {
        List<String> events = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(RunSpec run, int trainingRows, int validationRows, long parameters) {
                events.add("started " + trainingRows + " " + validationRows + " " + parameters);
            }

            @Override
            public void progressed(Progress p) {
                assertTrue(p.step() <= p.steps() && p.epoch() <= p.epochs() && p.rowsPerSecond() > 0);
                assertTrue(
                        p.secondsLeft() >= 0 && Double.isFinite(p.epochSoFar().value()));
                if (p.step() % STEPS_PER_EPOCH == 0) {
                    events.add("progressed " + p.step() + "/" + p.steps());
                }
            }

            @Override
            public void epochEnded(EpochMetrics metrics, boolean best) {
                events.add("ended " + metrics.epoch());
            }

            @Override
            public boolean stopRequested() {
                events.add("asked");
                return false;
            }
        };
        Trainer.fit(Tiny.dense(), ROWS, BASE.withEpochs(2), listener, 1);
        long parameters = 7 * 6 + 6 + 2 * (6 * 2 + 2) + 2 * 5 + 5 + 5 * 7 + 7;
        assertEquals(
                List.of(
                        "started 24 6 " + parameters,
                        "asked",
                        "asked",
                        "progressed 3/6",
                        "ended 1",
                        "asked",
                        "asked",
                        "asked",
                        "progressed 6/6",
                        "ended 2",
                        "asked"),
                events);
    }

    @Test
    void theLearningRateFollowsWarmUpAndSchedule() {
        Training cosine = BASE.withEpochs(4).withSchedule(new Schedule.Cosine(0.1), 3);
        assertEquals(0.01 / 3, cosine.rate(1, 5), 1e-12);
        double turned = 0.1 + 0.9 * (1 + Math.cos(Math.PI * 9 / 20)) / 2;
        assertEquals(0.01 * turned, cosine.rate(10, 5), 1e-12);
        Training step = BASE.withSchedule(new Schedule.Step(2, 0.5), 0);
        assertEquals(0.01, step.rate(10, 5), 1e-15);
        assertEquals(0.005, step.rate(11, 5), 1e-15);
        assertEquals(0.0025, step.rate(21, 5), 1e-15);
        assertEquals(0.01, BASE.rate(1000, 5), 1e-15);
    }

    @Test
    void trainingRaisesTheElbo() {
        List<EpochMetrics> epochs = new ArrayList<>();
        Training training = BASE.withEpochs(40).withBatch(5);
        Trainer.fit(
                Tiny.dense(),
                Tiny.rows(200, 7, 3),
                training,
                new TrainingListener() {
                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean best) {
                        epochs.add(metrics);
                    }
                },
                1);
        assertTrue(
                epochs.get(39).validation().value() > epochs.get(0).validation().value() + 0.1);
    }

    @Test
    void rowsThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
        RunSpec run = new RunSpec(Tiny.dense(), BASE);
        float[][] values = Tiny.values(5, 7, 1);
        values[3][2] = 1.5f;
        Path nowhere = folder.resolve("nowhere");
        Failures.refused(
                () -> RunDirectory.train(nowhere, run, FloatRows.of(values), ALWAYS, TrainingListener.NONE),
                "row 3, feature 2",
                "1.5");
        Failures.refused(
                () -> RunDirectory.train(nowhere, run, Tiny.rows(5, 8, 1), ALWAYS, TrainingListener.NONE),
                "8 features",
                "7");
        Failures.refused(
                () -> RunDirectory.train(nowhere, run, Tiny.rows(1, 7, 1), ALWAYS, TrainingListener.NONE), "1 row");
        assertFalse(Files.exists(nowhere));
    }
}
