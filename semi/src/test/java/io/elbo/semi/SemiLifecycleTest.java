package io.elbo.semi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.Vae;
import io.elbo.data.FloatRows;
import io.elbo.file.Safetensors;
import io.elbo.layer.Activation;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunFolder;
import io.elbo.run.RunStatus;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.test.Failures;
import io.elbo.test.Kills;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A semi-supervised training that is stopped or killed at any moment goes on to the bits of one that never stopped. */
class SemiLifecycleTest {
    private static final FloatRows ROWS = Tiny.rows(90, 7, 4);
    private static final int[] LABELS = IntStream.range(0, 90).map(i -> i % 3).toArray();
    private static final RunDirectory.Options NEVER = new RunDirectory.Options(1, Duration.ofDays(1));

    private static SemiSpec spec(int epochs) {
        return SemiSpec.m1m2(
                12,
                1,
                new RunSpec(
                        Tiny.dense(),
                        Training.defaults().withEpochs(epochs).withBatch(8).withLearningRate(0.02)),
                new M2Spec.Networks(List.of(5), 2, Activation.Function.TANH, null),
                M2Training.defaults()
                        .with(t -> t.withEpochs(epochs).withBatch(10).withLearningRate(0.01)));
    }

    /** Trains in a folder, or goes on there, until it is killed. */
    public static void main(String[] arguments) {
        Kills.Countdown countdown = new Kills.Countdown(arguments);
        train(Path.of(arguments[0]), countdown::step);
    }

    /** With a checkpoint every few steps. */
    private static void train(Path folder, Runnable step) {
        TrainingListener autoencoder = new TrainingListener() {
            @Override
            public boolean stopRequested() {
                step.run();
                return false;
            }
        };
        RunDirectory.Options often = new RunDirectory.Options(1, Duration.ofMillis(1));
        SemiRun.Listeners listeners = new SemiRun.Listeners(autoencoder, M2Listener.NONE);
        if (Files.exists(folder.resolve("spec.json"))) {
            SemiRun.resume(folder, ROWS, LABELS, often, listeners);
        } else {
            SemiRun.train(folder, spec(40), ROWS, LABELS, null, often, listeners);
        }
    }

    private static String stage(Path folder) {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        String stages = Files.exists(checkpoint)
                ? Safetensors.read(checkpoint).metadata().get("stages")
                : "";
        return stages.contains("\"m2\"") ? "m2" : stages.contains("autoencoder") ? "autoencoder" : "none";
    }

    @Test
    @Tag("slow")
    void twentyKillsInAllStagesLeaveTheSameClassifier(@TempDir Path folder) throws Exception {
        Path whole = folder.resolve("whole");
        AtomicInteger steps = new AtomicInteger();
        train(whole, steps::incrementAndGet);
        Kills.check(
                SemiLifecycleTest.class,
                folder,
                steps.get(),
                SemiRun.CLASSIFIER,
                whole.resolve(SemiRun.CLASSIFIER),
                SemiLifecycleTest::stage,
                2);
    }

    @Test
    void aStopInEitherStageLeavesATrainingThatGoesOn(@TempDir Path folder) throws IOException {
        Path whole = folder.resolve("whole");
        SemiRun.train(whole, spec(4), ROWS, LABELS, null, NEVER, SemiRun.Listeners.NONE);
        Path run = folder.resolve("run");
        TrainingListener early = new TrainingListener() {
            private boolean stop;

            @Override
            public void epochEnded(EpochMetrics metrics, boolean best) {
                stop = true;
            }

            @Override
            public boolean stopRequested() {
                return stop;
            }
        };
        assertThrows(
                CancellationException.class,
                () -> SemiRun.train(
                        run, spec(4), ROWS, LABELS, null, NEVER, new SemiRun.Listeners(early, M2Listener.NONE)));
        assertEquals(
                RunStatus.State.STOPPED, RunFolder.status(run).orElseThrow().state());
        M2Listener late = new M2Listener() {
            private boolean stop;

            @Override
            public void epochEnded(M2Epoch metrics, boolean best) {
                stop = metrics.epoch() == 2;
            }

            @Override
            public boolean stopRequested() {
                return stop;
            }
        };
        assertThrows(
                CancellationException.class,
                () -> SemiRun.resume(run, ROWS, LABELS, NEVER, new SemiRun.Listeners(TrainingListener.NONE, late)));
        assertTrue(Files.exists(run.resolve(SemiRun.AUTOENCODER)));
        Failures.refused(
                () -> SemiRun.train(run, spec(4), ROWS, LABELS, null, NEVER, SemiRun.Listeners.NONE),
                "already holds a run");
        Failures.refused(
                () -> SemiRun.resume(run, Tiny.rows(90, 7, 5), LABELS, NEVER, SemiRun.Listeners.NONE),
                "was trained on other data");
        int[] others = IntStream.of(LABELS).map(label -> 2 - label).toArray();
        Failures.refused(
                () -> SemiRun.resume(run, ROWS, others, NEVER, SemiRun.Listeners.NONE), "was trained on other data");
        SemiRun.resume(run, ROWS, LABELS, NEVER, SemiRun.Listeners.NONE);
        for (String file : List.of(SemiRun.CLASSIFIER, SemiRun.AUTOENCODER)) {
            assertEquals(-1, Files.mismatch(whole.resolve(file), run.resolve(file)), file);
        }
        assertEquals(
                Files.readAllLines(whole.resolve(SemiRun.METRICS)).size(),
                Files.readAllLines(run.resolve(SemiRun.METRICS)).size());
        assertFalse(Files.exists(run.resolve("checkpoint.safetensors")));
        Failures.refused(
                () -> SemiRun.resume(run, ROWS, LABELS, NEVER, SemiRun.Listeners.NONE), "nothing is left to resume");
    }

    @Test
    void anAutoencoderThatWasGivenIsKeptForTheTrainingThatGoesOn(@TempDir Path folder) {
        Vae vae = Vae.load(trained(folder));
        SemiSpec spec = SemiSpec.m1m2(12, 1, null, spec(3).networks(), spec(3).training());
        Failures.rejected(
                () -> SemiRun.train(folder.resolve("none"), spec, ROWS, LABELS, null, NEVER, SemiRun.Listeners.NONE),
                "autoencoder: is missing");
        Path run = folder.resolve("run");
        M2Listener atOnce = new M2Listener() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        assertThrows(
                CancellationException.class,
                () -> SemiRun.train(
                        run, spec, ROWS, LABELS, vae, NEVER, new SemiRun.Listeners(TrainingListener.NONE, atOnce)));
        String resumed =
                SemiRun.resume(run, ROWS, LABELS, NEVER, SemiRun.Listeners.NONE).digest();
        LabelledSplit split = LabelledSplit.balanced(LABELS, 12, 1);
        assertEquals(
                M1M2.fit(vae, spec.networks(), ROWS, split, spec.training()).digest(), resumed);
        assertFalse(Files.exists(run.resolve(SemiRun.AUTOENCODER)), "it is the user's own");
    }

    private static Path trained(Path folder) {
        SemiSpec m1 = SemiSpec.m1(12, 1, spec(3).autoencoder(), 1);
        SemiRun.train(folder.resolve("m1"), m1, ROWS, LABELS, null, NEVER, SemiRun.Listeners.NONE);
        return folder.resolve("m1").resolve(SemiRun.AUTOENCODER);
    }
}
