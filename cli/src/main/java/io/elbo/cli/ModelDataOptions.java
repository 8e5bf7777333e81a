package io.elbo.cli;

import io.elbo.Examples;
import io.elbo.Provenance;
import io.elbo.Vae;
import io.elbo.VaeSpec;
import io.elbo.data.ImagePairs;
import io.elbo.data.ImageSource;
import io.elbo.data.Images;
import java.util.List;
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

    /** The file of a table, or a dash; null if none was given. */
    String table() {
        return data;
    }

    /** Refuses flags of images beside the model of a table. */
    void requireNoneOfImages(CommandSpec command) {
        for (String option : List.of("--split", "--data-dir", "--resize")) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command.commandLine(), option + " goes with models of images; this one is of a table");
            }
        }
    }

    private void requireImages(VaeSpec spec, CommandSpec command) {
        if (TableFiles.isTable(data)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--data " + data + ": is a table; the model takes "
                            + spec.inputImage()
                                    .map(is -> "images of " + is.width() + "x" + is.height()
                                            + (is.channels() == 1 ? ", grey" : ", in colour"))
                                    .orElse("images"));
        }
    }

    /** The images that a model is given. */
    Images images(Vae vae, CommandSpec command) {
        requireImages(vae.spec(), command);
        return images(vae.provenance(), command);
    }

    /** The images that a model is given, with the conditions that it needs. */
    Examples examples(Vae vae, CommandSpec command) {
        return Examples.fitting(vae, images(vae, command));
    }

    Images images(Provenance provenance, CommandSpec command) {
        return limited(all(source(provenance, command)));
    }

    /** The images of another set, of the same split. */
    Images images(String other, CommandSpec command) {
        return limited(all(source(other, command)));
    }

    /** All images of another set: the test split, if there is one. */
    Images other(String nameOrPath, CommandSpec command) {
        ImageSource source = source(nameOrPath, command);
        return source.hasTest() ? source.test() : source.train();
    }

    /** The images before --limit. */
    Images all(Vae vae, CommandSpec command) {
        return all(source(vae, command));
    }

    private Images all(ImageSource source) {
        boolean test = split == Split.test || split == null && source.hasTest();
        return test ? source.test() : source.train();
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
        requireImages(vae.spec(), command);
        return source(vae.provenance(), command);
    }

    private ImageSource source(Provenance provenance, CommandSpec command) {
        return source(data == null ? trainedOn(provenance, "--data", command) : data, command);
    }

    /** The name of the data that a model was trained on, if it means the same data everywhere. */
    static String trainedOn(Vae vae, CommandSpec command) {
        return trainedOn(vae.provenance(), "--data", command);
    }

    /** The same, where another option is missing if it does not. */
    static String trainedOn(Provenance provenance, String option, CommandSpec command) {
        return named(provenance.data(), option, command);
    }

    /** The images that a model is given which was trained on the data of this name. */
    Images imagesLike(String trainedOn, CommandSpec command) {
        return limited(all(source(data == null ? named(trainedOn, "--data", command) : data, command)));
    }

    private static String named(String name, String option, CommandSpec command) {
        if (!ImageSource.names().contains(name)) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " is missing: the model was trained on '" + name + "', which is no data set with a name");
        }
        return name;
    }
}
