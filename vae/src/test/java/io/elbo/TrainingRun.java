package io.elbo;

import io.elbo.data.FloatRows;
import io.elbo.engine.Optimizer;
import io.elbo.run.RunDirectory;
import io.elbo.spec.Binarization;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Schedule;
import io.elbo.spec.Training;
import io.elbo.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Trains in a folder, or goes on there: run by {@link KillTest} in a virtual machine that is killed. */
public final class TrainingRun {
    static final RunDirectory.Options SAVE_ALWAYS = new RunDirectory.Options(1, Duration.ZERO);

    private TrainingRun() {}

    static FloatRows rows() {
        return Tiny.rows(60, 7, 5);
    }

    static RunSpec run() {
        Training training = new Training(
                8,
                10,
                new Optimizer.Adam(),
                0.01,
                new Schedule.Cosine(0.1),
                7,
                5,
                null,
                Binarization.DYNAMIC,
                null,
                0.2,
                0,
                3);
        return new RunSpec(Tiny.dense(), training);
    }

    /** Prints the digest of the model in the end. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        System.out.println("begun");
        RunDirectory.Result result = Files.exists(folder.resolve("checkpoint.safetensors"))
                ? RunDirectory.resume(folder, rows(), 0, SAVE_ALWAYS, TrainingListener.NONE)
                : RunDirectory.train(folder, run(), rows(), SAVE_ALWAYS, TrainingListener.NONE);
        System.out.println("digest " + result.model().digest());
    }
}
