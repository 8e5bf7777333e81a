package io.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elbo.data.Rows;
import io.elbo.engine.Optimizer;
import io.elbo.run.RunDirectory;
import io.elbo.run.RunFolder;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.test.Failures;
import io.elbo.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ended before it had saved anything is no dead end. */
class UnsavedRunTest {
    private static final Rows ROWS = Tiny.rows(60, 7, 1);
    private static final Training TRAINING =
            new Training(3, 10, new Optimizer.Adam(), 0.01, null, 0, 0, null, null, null, 0.2, 0, 1);
    private static final RunSpec RUN = new RunSpec(Tiny.dense(), TRAINING);
    private static final RunDirectory.Options OPTIONS = new RunDirectory.Options(1, Duration.ofSeconds(100));

    @TempDir
    Path d;

    private Path left;

    /** Ends in its first epoch, as if there were no memory; and a file is there as if it had been killed while it wrote. */
    @BeforeEach
    void endBeforeTheFirstCheckpoint() throws IOException {
        left = d.resolve("left");
        assertThrows(
                OutOfMemoryError.class,
                () -> RunDirectory.train(left, RUN, ROWS, OPTIONS, new TrainingListener() {
                    @Override
                    public boolean stopRequested() {
                        throw new OutOfMemoryError("of the test");
                    }
                }));
        Files.writeString(left.resolve(".spec.json.17-29.tmp"), "{");
        assertFalse(Files.exists(left.resolve("checkpoint.safetensors")));
        assertTrue(RunDirectory.leftWithoutCheckpoint(left));
    }

    private static String whole(Path folder) {
        return RunDirectory.train(folder, RUN, ROWS, OPTIONS, TrainingListener.NONE)
                .model()
                .digest();
    }

    @Test
    void itIsResumedFromTheBeginningAsItsSpecSays() {
        assertEquals(RUN, RunDirectory.spec(left));
        RunDirectory.Result result = RunDirectory.resume(left, ROWS, 0, OPTIONS, TrainingListener.NONE);
        assertTrue(result.finished());
        assertEquals(whole(d.resolve("whole")), result.model().digest());
        assertFalse(Files.exists(left.resolve(".spec.json.17-29.tmp")));
        assertEquals(3, RunFolder.epochs(left).size());
        assertEquals(
                5,
                RunDirectory.resume(left, ROWS, 5, OPTIONS, TrainingListener.NONE)
                        .epochs()
                        .size());
    }

    @Test
    void itIsResumedForLongerThanItWasToBe() {
        assertEquals(
                4,
                RunDirectory.resume(left, ROWS, 4, OPTIONS, TrainingListener.NONE)
                        .epochs()
                        .size());
    }

    @Test
    void itsFolderIsTrainedInto() {
        assertEquals(whole(d.resolve("whole")), whole(left));
        assertFalse(Files.exists(left.resolve(".spec.json.17-29.tmp")));
    }

    @Test
    void curvesOfAnEpochWhoseCheckpointCouldNotBeWrittenAreNoRunEither() throws IOException {
        Path full = d.resolve("full");
        whole(full);
        Files.delete(full.resolve("checkpoint.safetensors"));
        Files.delete(full.resolve("model.safetensors"));
        assertEquals(whole(d.resolve("whole")), whole(full));
        assertEquals(3, RunFolder.epochs(full).size());
    }

    @Test
    void aFolderWithAModelOrWithCurvesOfUnknownOriginIsRefusedAsBefore() throws IOException {
        Path done = d.resolve("done");
        whole(done);
        Failures.refused(() -> whole(done), "already holds a run (checkpoint.safetensors)");
        Files.delete(done.resolve("checkpoint.safetensors"));
        Failures.refused(() -> whole(done), "already holds a run (model.safetensors)");
        Failures.refused(
                () -> RunDirectory.resume(done, ROWS, 0, OPTIONS, TrainingListener.NONE), "there is no checkpoint");
        Path other = Files.createDirectory(d.resolve("other"));
        Files.writeString(other.resolve("metrics.csv"), "mine");
        Failures.refused(() -> whole(other), "already holds a run (metrics.csv)");
        assertEquals("mine", Files.readString(other.resolve("metrics.csv")));
    }

    @Test
    void aSpecWithoutATrainingOrOfATableIsNothingToResume() throws IOException {
        Files.writeString(left.resolve("spec.json"), new RunSpec(Tiny.dense(), null).toJson());
        Failures.refused(() -> RunDirectory.spec(left), "spec.json: does not say how to train");
        Files.writeString(left.resolve("spec.json"), "{\"kind\" : \"table\", \"model\" : {}}");
        Failures.refused(
                () -> RunDirectory.spec(left), "holds the training of a model of a table", "not of a model of images");
        Failures.refused(
                () -> RunDirectory.resume(left, ROWS, 0, OPTIONS, TrainingListener.NONE), "of a model of a table");
        Files.writeString(left.resolve("spec.json"), "{\"kind\" : \"semi\"}");
        Failures.refused(() -> RunDirectory.spec(left), "holds the training of a classifier on few labels");
    }
}
