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

/** The data for a trained model. */
final class ModelDataOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            description = "Images: " + WHAT + " Default: the training data, if it is a named data set")
    private String data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            order = 2,
            description = "Split of the data: ${COMPLETION-CANDIDATES}. Default: test, if there is one")
    private Split split;

    enum Split {
        test,
        train
    }

    /** Returns the file of a table, or a dash; null if none is given. */
    String table() {
        return data;
    }

    /** Refuses image flags for a table model. */
    void requireNoneOfImages(CommandSpec command) {
        for (String option : List.of("--split", "--data-dir", "--resize", "--background", "--white")) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        command.commandLine(), option + " requires an image model; this is a table model");
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

    /** Returns the images for a model. */
    Images images(Vae vae, CommandSpec command) {
        return limited(all(source(vae, command)));
    }

    /** Returns the images for a model, with the conditions that it needs. */
    Examples examples(Vae vae, CommandSpec command) {
        return vae.examples(images(vae, command));
    }

    /** Returns the images to colour: in colour if they are in colour, otherwise grey. */
    Images imagesToColour(Decoder decoder, CommandSpec command) {
        PictureSettings trained = decoder.provenance().pictures();
        return limited(all(source(
                data == null ? trainedOn(decoder.provenance(), "--data", command) : data,
                trained == null ? null : trained.inAnyChannels(),
                command)));
    }

    /** Returns the images of another set, from the same split. */
    Images images(String other, Vae vae, CommandSpec command) {
        return limited(all(source(other, vae.provenance().pictures(), command)));
    }

    /** Returns all images of another set: the test split if there is one, otherwise the train split. */
    Images other(String nameOrPath, Vae vae, CommandSpec command) {
        ImageSource source = source(nameOrPath, vae.provenance().pictures(), command);
        return source.hasTest() ? source.test() : source.train();
    }

    /** Returns the images without {@code --limit}. */
    Images all(Vae vae, CommandSpec command) {
        return all(source(vae, command));
    }

    private Images all(ImageSource source) {
        boolean test = split == Split.test || split == null && source.hasTest();
        return test ? source.test() : source.train();
    }

    /** Returns the images with their pairs; without pairs, each image is paired with itself. */
    ImagePairs images(Vae vae, PairsOptions pairs, CommandSpec command) {
        if (!pairs.given()) {
            return PairsOptions.same(images(vae, command));
        }
        // the model keeps the picture settings of its inputs, which are the pairs; the targets are read without them
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

    /** Returns the name of the training data, which must be a named data set. */
    static String trainedOn(Vae vae, CommandSpec command) {
        return trainedOn(vae.provenance(), "--data", command);
    }

    /** Returns the same. The message about data without a name says that this option is missing. */
    static String trainedOn(Provenance provenance, String option, CommandSpec command) {
        return named(provenance.data(), option, command);
    }

    /** Returns the images for a classifier. */
    Images imagesLike(SemiProvenance provenance, CommandSpec command) {
        return limited(all(source(
                data == null ? named(provenance.data(), "--data", command) : data, provenance.pictures(), command)));
    }

    private static String named(String name, String option, CommandSpec command) {
        if (!ImageSource.names().contains(name)) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " is missing: the model was trained on '" + name + "', which is not a named data set");
        }
        return name;
    }
}
