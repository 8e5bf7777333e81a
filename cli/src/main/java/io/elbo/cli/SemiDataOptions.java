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

/** Labelled data to train and to test on. */
final class SemiDataOptions extends DataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            order = 0,
            required = true,
            description = "Images with labels: mnist, fashion-mnist, a folder of IDX files, or a folder of pictures in "
                    + "a sub-folder for each class.")
    private String data;

    Images images(CommandSpec command) {
        Images images = limited(source(data, command).train());
        if (images.labels().isEmpty()) {
            throw new DataException(images.name() + ": has no labels, of which some are needed");
        }
        return images;
    }

    /** What images were given, so that they can be opened again from anywhere. */
    RunData given() {
        return given(data, null, new PairsOptions());
    }

    /** Whether a flag says what the data are. */
    boolean takes(String flag) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(this).findOption(flag) != null;
    }

    /** Words of a command with the flags of these data as they were typed. */
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

    /** What to test on, if there is such a set. */
    Optional<Images> test(CommandSpec command) {
        return source(data, command).hasTest()
                ? Optional.of(source(data, command).test())
                        .filter(t -> t.labels().isPresent())
                : Optional.empty();
    }
}
