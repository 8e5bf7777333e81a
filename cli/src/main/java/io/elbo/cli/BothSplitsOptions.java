package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The training data of a model and the test split of the same data. */
final class BothSplitsOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            description = "Images: " + WHAT + " Default: the training data, if it is a named data set")
    private String data;

    private ImageSource source(Vae vae, CommandSpec command) {
        return source(
                data == null ? ModelDataOptions.trainedOn(vae, command) : data,
                vae.provenance().pictures(),
                command);
    }

    Images train(Vae vae, CommandSpec command) {
        return limited(source(vae, command).train());
    }

    /** Returns all test images; {@code --limit} applies to the training images only. */
    Images test(Vae vae, CommandSpec command) {
        return source(vae, command).test();
    }
}
