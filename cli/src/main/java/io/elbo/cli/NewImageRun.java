package io.elbo.cli;

import io.elbo.data.image.ImagePairs;
import io.elbo.rows.Examples;
import io.elbo.run.RunDirectory;
import io.elbo.spec.LikelihoodChoice;
import io.elbo.spec.RunSpec;
import io.elbo.spec.Training;
import io.elbo.studio.request.TrainRequest;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Starts the training of an image model.
 *
 * @param given all flags as typed
 */
record NewImageRun(
        TrainRequest given,
        TrainRunOptions run,
        TrainingDataOptions data,
        ModelOptions model,
        TrainingOptions training,
        CommandSpec command) {
    void begin() {
        RunSpec file = run.spec() == null ? null : RunSpec.read(run.spec());
        Training from = file == null || file.training() == null ? Training.defaults() : file.training();
        Training wanted = Usage.settings(command, () -> training.on(from));
        ImagePairs images = data.images(command);
        RunSpec spec =
                Usage.settings(command, () -> new RunSpec(file == null ? model.spec(images) : file.model(), wanted));
        Examples examples = PairsOptions.examples(spec.model(), images);
        Path folder = run.folder(images.target().name());
        try (ProgressPrinter progress = new ProgressPrinter(System.err, folder)) {
            if (spec.model().posterior().random()) {
                LikelihoodChoice.warning(spec.model().likelihood(), images.target(), wanted.binarization())
                        .ifPresent(warning -> progress.note(warning.words(ChangeFlags::words)));
            }
            RunDirectory.Result result =
                    RunDirectory.train(folder, spec, examples, run.options(data.given()), progress);
            progress.clear();
            RunSummary.report(folder, result, TrainFlags.ofData(given), progress.trained());
        }
    }
}
