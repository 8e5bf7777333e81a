package io.elbo.cli;

import io.elbo.semi.SemiModel;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The classifier that a command uses. */
final class ClassifierOption {
    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A " + SemiTrainCommand.CLASSIFIER + " file, or its run folder.")
    private Path model;

    SemiModel load() {
        return SemiModel.load(ModelOption.file(model, SemiTrainCommand.CLASSIFIER));
    }
}
