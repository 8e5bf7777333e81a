package io.elbo.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.Tiny;
import io.elbo.data.DataException;
import io.elbo.data.Rows;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.LeftOut;
import io.elbo.engine.Optimizer;
import io.elbo.evaluation.Evaluation;
import io.elbo.evaluation.EvaluationOptions;
import io.elbo.model.ImportanceWeighted;
import io.elbo.rows.Examples;
import io.elbo.rows.HoldOut;
import io.elbo.spec.EpochMetrics;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Rows ROWS = Tiny.rows(60, 7, 1);
    private static final Training TRAINING =
            new Training(3, 10, new Optimizer.Adam(), 0.01, null, 0, 0, null, null, null, 0.2, 0, 1);
    private static final RunSpec RUN = new RunSpec(Tiny.dense(), TRAINING);
    private static final RunDirectory.Options OPTIONS = new RunDirectory.Options(1, Duration.ZERO);

    @TempDir
    Path folder;

    private RunDirectory.Result train(TrainingListener listener) {
        return RunDirectory.train(folder, RUN, ROWS, OPTIONS, listener);
    }

    @Test
    void aRunTellsThatItTrainsWhatItsEpochsAreAndThatItIsFinished() {
        boolean[] heard = new boolean[1];
        assertFalse(RunFolder.isOne(folder));
        RunDirectory.Result result = train(new TrainingListener() {
            @Override
            public void epochEnded(EpochMetrics metrics, boolean best) {
                assertEquals(
                        RunStatus.State.TRAINING,
                        RunFolder.status(folder).orElseThrow().state());
                assertTrue(RunFolder.isOne(folder));
                heard[0] = true;
            }
        });
        assertTrue(heard[0]);
        RunStatus status = RunFolder.status(folder).orElseThrow();
        assertEquals(RunStatus.State.FINISHED, status.state());
        EpochMetrics kept = result.model().provenance().best();
        assertEquals(new RunStatus.Best(kept.epoch(), kept.score()), status.best());
        assertEquals(3, status.epoch());
        assertEquals(15, status.step());
        assertEquals(15, status.steps());
        List<EpochMetrics> read = RunFolder.epochs(folder);
        assertEquals(3, read.size());
        for (int i = 0; i < 3; i++) {
            EpochMetrics expected = result.epochs().get(i);
            assertEquals(expected.epoch(), read.get(i).epoch());
            assertEquals(expected.step(), read.get(i).step());
            assertEquals(expected.train(), read.get(i).train());
            assertEquals(expected.validation(), read.get(i).validation());
            assertEquals(expected.learningRate(), read.get(i).learningRate());
            assertEquals(expected.seconds(), read.get(i).seconds(), 1e-3);
        }
    }

    @Test
    void theDivergenceOfEachLatentIsThatOfTheRowsHeldOutAndAddsUp() {
        Path once = folder.resolve("once");
        RunDirectory.Result result = RunDirectory.train(
                once, new RunSpec(Tiny.dense(), TRAINING.withEpochs(1)), ROWS, OPTIONS, TrainingListener.NONE);
        Rows held = Examples.of(ROWS).select(HoldOut.of(TRAINING, ROWS.count()).validation());
        double[] latents = RunFolder.latents(once).get(0);
        Evaluation expected = result.model().evaluate(held, EvaluationOptions.defaults());
        assertEquals(expected.klPerLatent().size(), latents.length);
        for (int j = 0; j < latents.length; j++) {
            assertEquals(expected.klPerLatent().get(j), latents[j], 1e-6);
        }
        assertEquals(
                result.epochs().get(0).validation().kl(),
                java.util.Arrays.stream(latents).sum(),
                1e-5);
    }

    @Test
    void aRunThatWasStoppedAndGoesOnHasTheLatentsOfAllItsEpochs() {
        train(TrainingListener.NONE);
        List<double[]> whole = RunFolder.latents(folder);
        Path other = folder.resolve("other");
        int[] steps = new int[1];
        RunDirectory.train(other, RUN, ROWS, OPTIONS, new TrainingListener() {
            @Override
            public boolean stopRequested() {
                return ++steps[0] == 7;
            }
        });
        assertEquals(
                RunStatus.State.STOPPED, RunFolder.status(other).orElseThrow().state());
        RunDirectory.resume(other, ROWS, 0, OPTIONS, TrainingListener.NONE);
        RunStatus ended = RunFolder.status(other).orElseThrow();
        assertEquals(RunStatus.State.FINISHED, ended.state());
        assertEquals(RunFolder.status(folder).orElseThrow().best(), ended.best());
        List<double[]> resumed = RunFolder.latents(other);
        assertEquals(whole.size(), resumed.size());
        for (int i = 0; i < whole.size(); i++) {
            assertArrayEquals(whole.get(i), resumed.get(i));
        }
    }

    @Test
    void aWishToStopEndsTheTrainingAndIsForgottenByTheNext() throws IOException {
        RunSpec longer = new RunSpec(Tiny.dense(), TRAINING.withEpochs(1_000_000));
        RunDirectory.Options seldom = new RunDirectory.Options(1, Duration.ofHours(1));
        RunDirectory.Result stopped = RunDirectory.train(folder, longer, ROWS, seldom, new TrainingListener() {
            @Override
            public void epochEnded(EpochMetrics metrics, boolean best) {
                if (metrics.epoch() == 2) {
                    RunFolder.requestStop(folder);
                    RunFolder.requestStop(folder); // twice is as once
                }
            }
        });
        assertFalse(stopped.finished());
        assertEquals(
                RunStatus.State.STOPPED, RunFolder.status(folder).orElseThrow().state());
        int epochs = stopped.epochs().size();
        RunDirectory.Result more = RunDirectory.resume(folder, ROWS, epochs + 1, seldom, TrainingListener.NONE);
        assertEquals(epochs + 1, more.epochs().size());
        assertFalse(Files.exists(folder.resolve("stop")));
    }

    @Test
    void aRunThatEndsByAnErrorSaysWhich() {
        DataException wrong = assertThrows(
                DataException.class,
                () -> train(new TrainingListener() {
                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean best) {
                        throw new DataException("the disk is full\nand more");
                    }
                }));
        assertTrue(wrong.getMessage().startsWith("the disk is full"));
        RunStatus status = RunFolder.status(folder).orElseThrow();
        assertEquals(RunStatus.State.FAILED, status.state());
        assertEquals("the disk is full", status.message());
    }

    @Test
    void aTrainingWhoseProcessIsGoneWasInterrupted() throws IOException {
        train(TrainingListener.NONE);
        Path file = folder.resolve("status.json");
        Files.writeString(file, Files.readString(file).replace("\"finished\"", "\"training\""));
        assertEquals(
                RunStatus.State.INTERRUPTED,
                RunFolder.status(folder).orElseThrow().state());
        try (RunLock lock = RunLock.of(folder)) {
            assertNotNull(lock);
            assertEquals(
                    RunStatus.State.TRAINING,
                    RunFolder.status(folder).orElseThrow().state());
        }
    }

    /** Tries for a folder's lock in a process of its own. */
    public static final class Rival {
        private Rival() {}

        /** Says whether it got it. */
        public static void main(String[] arguments) {
            try (RunLock lock = RunLock.of(Path.of(arguments[0]))) {
                System.out.print(lock == null ? "none" : "got it");
            } catch (DataException e) {
                System.out.print("refused");
            }
        }
    }

    private String rival() throws Exception {
        Process rival = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rival.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(rival.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        rival.waitFor();
        return said;
    }

    @Test
    @Tag("slow")
    void toLookAtATrainingOfOnesOwnProcessDoesNotGiveItUp() throws Exception {
        train(TrainingListener.NONE);
        Path file = folder.resolve("status.json");
        Files.writeString(file, Files.readString(file).replace("\"finished\"", "\"training\""));
        try (RunLock lock = RunLock.of(folder)) {
            assertNotNull(lock);
            assertEquals(
                    RunStatus.State.TRAINING,
                    RunFolder.status(folder).orElseThrow().state());
            assertThrows(DataException.class, () -> RunLock.of(folder));
            assertEquals("refused", rival());
        }
        assertEquals("got it", rival());
    }

    @Test
    void filesThatAreNotRightAreRefusedByName() throws IOException {
        train(TrainingListener.NONE);
        for (String[] spoilt : new String[][] {
            {"status.json", "{\"state\": \"resting\"}", "status.json: state"},
            {"metrics.csv", "epoch\n1\n", "metrics.csv: line 1"},
            {
                "metrics.csv",
                Files.readString(folder.resolve("metrics.csv"))
                                .lines()
                                .findFirst()
                                .orElseThrow() + "\n1,2,x\n",
                "metrics.csv: line 2"
            },
            {"latents.csv", "epoch,kl_0\n1\n", "latents.csv: line 2"},
            {"latents.csv", "epoch,kl_0\n1,abc\n", "latents.csv: line 2: has what is no number"},
            {"latents.csv", "epoch,kl_0\n1,0.5\n2,0", "latents.csv: ends within line 3"},
            {"latents.csv", "", "latents.csv: ends within line 1"},
            {"latents.csv", "epoch,x\n", "latents.csv: line 1"},
            {"data.json", "{}", "data.json"},
            {"data.json", "{\"data\":\"a.csv\",\"table\":true,\"reading\":{\"delimiter\":\";;\"}}", "skip_broken"}
        }) {
            Path file = folder.resolve(spoilt[0]);
            byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
            Files.writeString(file, spoilt[1]);
            DataException refused = assertThrows(DataException.class, () -> {
                RunFolder.status(folder);
                RunFolder.epochs(folder);
                RunFolder.latents(folder);
                RunFolder.data(folder);
            });
            assertTrue(refused.getMessage().contains(spoilt[2]), refused.getMessage());
            if (before == null) {
                Files.delete(file);
            } else {
                Files.write(file, before);
            }
        }
    }

    @Test
    void whatWasGivenAsDataIsOpenedAgain() {
        RunData data = new RunData("lines", false, null, null, 40, new LeftOut("x", 12, 15), null, null, null);
        RunDirectory.train(folder, RUN, ROWS, new RunDirectory.Options(1, Duration.ZERO, data), TrainingListener.NONE);
        assertEquals(Optional.of(data), RunFolder.data(folder));
        ImagePairs images = data.open((file, bytes, total) -> {});
        assertEquals(40, images.target().count());
        // none of those that were left out is among them
        DataException none = assertThrows(DataException.class, () -> new LeftOut("x", 12, 15).seen(images.target()));
        assertTrue(none.getMessage().contains("40 have a x outside"), none.getMessage());
        assertThrows(DataException.class, () -> RunData.table("people.csv").open((f, b, t) -> {}));
        assertThrows(DataException.class, () -> RunData.images("none/such").open((f, b, t) -> {}));
    }

    @Test
    void epochsOfTheImportanceWeightedBoundAreComparedByIt() {
        RunSpec run = new RunSpec(
                Tiny.dense(),
                TRAINING.withEpochs(4)
                        .withObjective(new ImportanceWeighted(5, false))
                        .withLearningRate(0.2));
        RunDirectory.Result result = RunDirectory.train(folder, run, ROWS, OPTIONS, TrainingListener.NONE);
        EpochMetrics best = result.epochs().stream()
                .max(Comparator.comparingDouble(EpochMetrics::bound))
                .orElseThrow();
        assertEquals(best.epoch(), result.model().provenance().best().epoch());
        Rows held = Examples.of(ROWS)
                .select(HoldOut.of(run.training(), ROWS.count()).validation());
        double bound = result.model()
                .logLikelihood(
                        held, new EvaluationOptions(5, null, run.training().seed()))
                .mean();
        assertEquals(bound, best.bound(), 1e-9);
        assertTrue(best.bound() > best.validation().value());
        assertEquals(
                new RunStatus.Best(best.epoch(), best.bound()),
                RunFolder.status(folder).orElseThrow().best(),
                "metrics.csv has no bound, so that the status must tell");
    }
}
