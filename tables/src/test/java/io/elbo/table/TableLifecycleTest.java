package io.elbo.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.table.TableRows;
import io.elbo.file.Safetensors;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunFolder;
import io.elbo.run.RunStatus;
import io.elbo.spec.EpochMetrics;
import io.elbo.test.Failures;
import io.elbo.test.Kills;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training of a table that is stopped or killed at any moment, in any stage, goes on to the bits of one that never stopped. */
class TableLifecycleTest {
    private static final int ROWS = 150;
    private static final String MODEL = "model.safetensors";

    static TableRun.Table table() {
        double[][] rows = Truth.rows(ROWS, 1);
        rows[3][Truth.Y] = Double.NaN;
        rows[7][Truth.SIGN] = Double.NaN;
        return new TableRun.Table(Truth.SCHEMA, TableRows.of(rows), null);
    }

    static TableSpec small(TableSpec suited) {
        return new TableSpec(
                new TableTraining(
                        List.of(6), 2, 2, 0.5, suited.model().training().withEpochs(20)),
                new ScorerSpec(2, 1),
                new SynthesizerSpec(2));
    }

    private static final RunDirectory.Options NEVER = new RunDirectory.Options(1, Duration.ofDays(1));

    /** Trains in a folder, or goes on there, until it is killed. */
    public static void main(String[] arguments) {
        Kills.Countdown countdown = new Kills.Countdown(arguments);
        train(Path.of(arguments[0]), countdown::step);
    }

    /** With a checkpoint every few steps. */
    private static void train(Path folder, Runnable step) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean stopRequested() {
                step.run();
                return false;
            }
        };
        RunDirectory.Options often = new RunDirectory.Options(1, Duration.ofMillis(1));
        if (TableRun.canResume(folder)) {
            TableRun.resume(folder, table(), often, listener);
        } else {
            TableRun.train(folder, table(), TableLifecycleTest::small, often, listener);
        }
    }

    private static String stage(Path folder) {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        if (!Files.exists(checkpoint)) {
            return "none";
        }
        String stages = Safetensors.read(checkpoint).metadata().get("stages");
        return Pattern.compile("\"name\" : \"([^\"]+)\",\\s+\"done\" : (true|false)")
                .matcher(stages)
                .results()
                .map(stage -> stage.group(1) + (stage.group(2).equals("true") ? "" : "..."))
                .collect(Collectors.joining(" "));
    }

    @Test
    @Tag("slow")
    void twentyKillsInAllStagesLeaveTheSameModel(@TempDir Path folder) throws Exception {
        Path whole = folder.resolve("whole");
        AtomicInteger steps = new AtomicInteger();
        train(whole, steps::incrementAndGet);
        Kills.check(
                TableLifecycleTest.class,
                folder,
                steps.get(),
                MODEL,
                whole.resolve(MODEL),
                TableLifecycleTest::stage,
                4);
    }

    /** Requests a stop at a moment of the training. */
    private static final class Stopper implements TrainingListener {
        private final String at;
        private boolean stop;
        private int asked;

        /** @param at the stage in which it is requested; null for the first epoch */
        Stopper(String at) {
            this.at = at;
        }

        @Override
        public void epochEnded(EpochMetrics metrics, boolean best) {
            stop |= at == null;
        }

        @Override
        public void stage(String what) {
            stop |= what.equals(at);
        }

        @Override
        public boolean stopRequested() {
            asked += stop ? 1 : 0;
            return stop;
        }
    }

    @Test
    void aStopIsHeardInEveryStageAndTheTrainingGoesOn(@TempDir Path folder) throws IOException {
        TableSpec spec = new TableSpec(
                new TableTraining(
                        List.of(6),
                        2,
                        2,
                        0.5,
                        TableTraining.of(ROWS, 5).training().withEpochs(2)),
                new ScorerSpec(2, 1),
                new SynthesizerSpec(1));
        Path whole = folder.resolve("whole");
        TableRun.train(whole, table(), suited -> spec, NEVER, TrainingListener.NONE);
        Path run = folder.resolve("run");
        for (String at : Arrays.asList(
                null,
                "training the anomaly scorer, 1 of 2",
                "training the anomaly scorer, 2 of 2",
                "learning which draws are like the table, 1 of 1")) {
            Stopper stopper = new Stopper(at);
            CancellationException stopped = assertThrows(
                    CancellationException.class,
                    () -> {
                        if (at == null) {
                            TableRun.train(run, table(), suited -> spec, NEVER, stopper);
                        } else {
                            TableRun.resume(run, table(), NEVER, stopper);
                        }
                    },
                    at);
            assertEquals("the training was stopped as requested", stopped.getMessage());
            assertEquals(1, stopper.asked, "times that it had to be asked");
            assertEquals(
                    RunStatus.State.STOPPED, RunFolder.status(run).orElseThrow().state());
            assertFalse(Files.exists(run.resolve(MODEL)));
            assertThrows(
                    CancellationException.class,
                    () -> TableModel.fit(Truth.SCHEMA, table().rows(), spec, new Stopper(at), 1));
        }
        Failures.refused(
                () -> TableRun.train(run, table(), suited -> spec, NEVER, TrainingListener.NONE),
                "already holds a run");
        double[][] others = Truth.rows(ROWS, 2);
        Failures.refused(
                () -> TableRun.resume(
                        run,
                        new TableRun.Table(Truth.SCHEMA, TableRows.of(others), null),
                        NEVER,
                        TrainingListener.NONE),
                "was trained on other data");
        TableRun.resume(run, table(), NEVER, TrainingListener.NONE);
        assertEquals(-1, Files.mismatch(whole.resolve(MODEL), run.resolve(MODEL)));
        assertEquals(RunFolder.epochs(whole).size(), RunFolder.epochs(run).size());
        assertEquals(
                RunStatus.State.FINISHED, RunFolder.status(run).orElseThrow().state());
        assertFalse(Files.exists(run.resolve("checkpoint.safetensors")));
        Failures.refused(
                () -> TableRun.resume(run, table(), NEVER, TrainingListener.NONE), "nothing is left to resume");
    }

    @Test
    void whatWasNotTrainedSaysSo() {
        double[][] rows = Truth.rows(60, 1);
        TableSpec spec = TableSpec.of(60, 5).with(Set.of(Purpose.IMPUTE), 60);
        TableTraining brief = spec.model().withTraining(spec.model().training().withEpochs(1));
        TableModel model = TableModel.fit(Truth.SCHEMA, rows, spec.withModel(brief), TrainingListener.NONE, 1);
        String says = "this model was not trained to score but to impute, encode only; train it for score too";
        Failures.refused(() -> model.score(rows), says);
        Failures.refused(() -> model.explain(rows[0], 10, 1), says);
        Failures.refused(model::calibrationRows, says);
        Failures.refused(() -> model.synthesize(3, 1), "was not trained to synthesize");
        assertEquals(5, model.encode(rows[0], rows[1], rows[2], rows[3], rows[4]).length);
        rows[0][Truth.X] = Double.NaN;
        assertTrue(
                Double.isFinite(model.impute(rows, ImputationOptions.defaults()).single()[0][Truth.X]));
    }
}
