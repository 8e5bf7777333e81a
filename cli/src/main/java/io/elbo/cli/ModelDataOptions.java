package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.ImagePairs;
import io.elbo.data.ImageSource;
import io.elbo.data.Images;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The data that a trained model is given. */
final class ModelDataOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            description = WHAT + " Default: that of the training, if it has a name")
    private String data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            order = 2,
            description = "${COMPLETION-CANDIDATES}. Default: test, if there is one")
    private Split split;

    enum Split {
        test,
        train
    }

    Images images(Vae vae, CommandSpec command) {
        ImageSource source = source(vae, command);
        boolean test = split == Split.test || split == null && source.hasTest();
        return limited(test ? source.test() : source.train());
    }

    /** The images with those that belong to them; each with itself if there are none. */
    ImagePairs images(Vae vae, PairsOptions pairs, CommandSpec command) {
        if (!pairs.given()) {
            return PairsOptions.same(images(vae, command));
        }
        ImageSource source = source(vae, command);
        boolean test = split == Split.test || split == null && pairs.hasTest(this, source, command);
        return pairs.pairs(this, source, test, command);
    }

    ImageSource source(Vae vae, CommandSpec command) {
        return source(data == null ? trainedOn(vae, command) : data, command);
    }

    /** The name of the data that a model was trained on, if it means the same data everywhere. */
    static String trainedOn(Vae vae, CommandSpec command) {
        String name = vae.provenance().data();
        if (!ImageSource.names().contains(name)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--data is missing: the model was trained on '" + name + "', which is no data set with a name");
        }
        return name;
    }
}
