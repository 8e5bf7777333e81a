package io.elbo.cli;

import io.elbo.Decoder;
import io.elbo.Vae;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.rows.Examples;
import io.elbo.semi.SemiProvenance;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.Provenance;
import io.elbo.spec.VaeSpec;
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
        for (String option : List.of("--split", "--data-dir", "--resize", "--background", "--white")) {
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
        return limited(all(source(vae, command)));
    }

    /** The images that a model is given, with the conditions that it needs. */
    Examples examples(Vae vae, CommandSpec command) {
        return vae.examples(images(vae, command));
    }

    /** The images that a model is to colour: in colour, if they are, and else grey. */
    Images imagesToColour(Decoder decoder, CommandSpec command) {
        PictureSettings trained = decoder.provenance().pictures();
        return limited(all(source(
                data == null ? trainedOn(decoder.provenance(), "--data", command) : data,
                trained == null ? null : trained.inAnyChannels(),
                command)));
    }

    /** The images of another set, of the same split. */
    Images images(String other, Vae vae, CommandSpec command) {
        return limited(all(source(other, vae.provenance().pictures(), command)));
    }

    /** All images of another set: the test split, if there is one. */
    Images other(String nameOrPath, Vae vae, CommandSpec command) {
        ImageSource source = source(nameOrPath, vae.provenance().pictures(), command);
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
        // the model keeps how the inputs were read, which are the pairs; the targets are read as any others
        ImageSource source = source(data == null ? trainedOn(vae, command) : data, command);
        PictureSettings trained = vae.provenance().pictures();
        boolean test = split == Split.test || split == null && pairs.hasTest(this, source, trained, command);
        return pairs.pairs(this, source, test, trained, command);
    }

    ImageSource source(Vae vae, CommandSpec command) {
        requireImages(vae.spec(), command);
        return source(vae.provenance(), command);
    }

    private ImageSource source(Provenance provenance, CommandSpec command) {
        return source(data == null ? trainedOn(provenance, "--data", command) : data, provenance.pictures(), command);
    }

    /** The name of the data that a model was trained on, if it means the same data everywhere. */
    static String trainedOn(Vae vae, CommandSpec command) {
        return trainedOn(vae.provenance(), "--data", command);
    }

    /** The same, where another option is missing if it does not. */
    static String trainedOn(Provenance provenance, String option, CommandSpec command) {
        return named(provenance.data(), option, command);
    }

    /** The images that a classifier is given. */
    Images imagesLike(SemiProvenance provenance, CommandSpec command) {
        return limited(all(source(
                data == null ? named(provenance.data(), "--data", command) : data, provenance.pictures(), command)));
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
