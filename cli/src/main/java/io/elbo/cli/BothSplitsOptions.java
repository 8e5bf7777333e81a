package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The data that a model was trained on, and what was held out of them. */
final class BothSplitsOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            description = WHAT + " Default: that of the training, if it has a name")
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

    /** Never limited: what is held out decides. */
    Images test(Vae vae, CommandSpec command) {
        return source(vae, command).test();
    }
}
