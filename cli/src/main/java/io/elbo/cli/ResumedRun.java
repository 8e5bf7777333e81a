package io.elbo.cli;

import io.elbo.rows.Examples;
import io.elbo.run.RunDirectory;
import io.elbo.spec.RunSpec;
import io.elbo.studio.request.TrainRequest;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Resumes the training of an image model.
 *
 * @param given all flags as typed
 */
record ResumedRun(
        TrainRequest given,
        TrainRunOptions run,
        TrainingDataOptions data,
        TrainingOptions training,
        CommandSpec command) {
    void goOn() {
        Path folder = run.resume();
        int epochs = Usage.settings(command, training::epochs);
        // reports problems of the folder before it spends time on reading data
        RunSpec spec = RunDirectory.spec(folder);
        Examples examples = PairsOptions.examples(spec.model(), data.images(command));
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            if (RunDirectory.leftWithoutCheckpoint(folder)) {
                progress.note("the run ended before anything was saved; it starts again");
            }
            RunDirectory.Result result =
                    RunDirectory.resume(folder, examples, epochs, run.options(data.given()), progress);
            progress.clear();
            RunSummary.report(folder, result, TrainFlags.ofData(given), progress.trained());
        }
    }
}
