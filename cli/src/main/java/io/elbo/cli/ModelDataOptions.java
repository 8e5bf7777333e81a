package io.elbo.cli;

import io.elbo.Vae;
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
        ImageSource source = source(data == null ? trainedOn(vae, "--data", command) : data, command);
        boolean test = split == Split.test || split == null && source.hasTest();
        return limited(test ? source.test() : source.train());
    }

    /** Other images: the test split, if there is one. */
    Images other(String nameOrPath, CommandSpec command) {
        ImageSource source = source(nameOrPath, command);
        return source.hasTest() ? source.test() : source.train();
    }

    /**
     * The name of the data that a model was trained on.
     *
     * @param option that is needed where it has none
     */
    static String trainedOn(Vae vae, String option, CommandSpec command) {
        String name = vae.provenance().data();
        if (!ImageSource.names().contains(name)) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " is missing: the model was trained on '" + name + "', which is no data set with a name");
        }
        return name;
    }
}
