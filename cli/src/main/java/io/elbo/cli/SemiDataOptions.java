package io.elbo.cli;

import io.elbo.data.DataException;
import io.elbo.data.image.Images;
import io.elbo.run.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Labelled data for training and testing. */
final class SemiDataOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            required = true,
            description =
                    "Labelled images: mnist, fashion-mnist, a folder of IDX files, or a folder of pictures with a "
                            + "subfolder for each class.")
    private String data;

    Images images(CommandSpec command) {
        Images images = limited(source(data, command).train());
        if (images.labels().isEmpty()) {
            throw new DataException(images.name() + ": has no labels, which are required");
        }
        return images;
    }

    /** Returns a description with which the images can be opened again from any folder. */
    RunData given() {
        return given(data, null, new PairsOptions());
    }

    /** Returns whether a flag belongs to the data. */
    boolean takes(String flag) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(this).findOption(flag) != null;
    }

    /** Returns the words of a command followed by the data flags as typed. */
    List<String> again(List<String> words, CommandSpec command) {
        List<String> all = new ArrayList<>(words);
        command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> takes(option.longestName()))
                .forEach(option -> {
                    all.add(option.longestName());
                    all.addAll(option.originalStringValues());
                });
        return all;
    }

    /** Returns the labelled test images, if there are any. */
    Optional<Images> test(CommandSpec command) {
        return source(data, command).hasTest()
                ? Optional.of(source(data, command).test())
                        .filter(t -> t.labels().isPresent())
                : Optional.empty();
    }
}
