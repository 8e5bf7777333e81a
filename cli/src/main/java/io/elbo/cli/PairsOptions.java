package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.DataException;
import io.elbo.data.ImageSize;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.ImageSource;
import io.elbo.data.image.Images;
import io.elbo.data.image.PairSource;
import io.elbo.rows.Examples;
import io.elbo.spec.PictureSettings;
import io.elbo.spec.VaeSpec;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Images of which those of {@code --data} are to be made: noisy, small or grey ones beside clean, large or coloured. */
final class PairsOptions {
    @Option(
            names = "--pairs",
            paramLabel = "NAME|PATH",
            order = 5,
            description =
                    "What the encoder sees instead of the images of --data: theirs by the names of the files, or else "
                            + "by their order. Sizes may differ.")
    private String pairs;

    @Option(
            names = "--resize-pairs",
            paramLabel = "WxH",
            order = 6,
            description = "Bring the images of --pairs to this size; --resize does not.")
    private String resize;

    /** What was given; null if nothing was. */
    String name() {
        return pairs;
    }

    /** The size that they are brought to; null for none. */
    String size() {
        return resize;
    }

    boolean given() {
        return pairs != null;
    }

    void check(CommandSpec command) {
        if (resize != null && pairs == null) {
            throw new ParameterException(command.commandLine(), "--resize-pairs goes with --pairs only");
        }
        size(command);
    }

    /** The images of some options with what belongs to them. */
    ImagePairs pairs(
            DataOptions data, ImageSource targets, boolean test, PictureSettings trained, CommandSpec command) {
        PairSource source = new PairSource(data.source(pairs, size(command), trained, command), targets);
        ImagePairs all = test ? source.test() : source.train();
        return new ImagePairs(data.limited(all.input()), data.limited(all.target()));
    }

    /** Whether both sets have images to test on. */
    boolean hasTest(DataOptions data, ImageSource targets, PictureSettings trained, CommandSpec command) {
        return new PairSource(data.source(pairs, size(command), trained, command), targets).hasTest();
    }

    private Optional<ImageSize> size(CommandSpec command) {
        try {
            return Optional.ofNullable(resize).map(ImageSize::parse);
        } catch (DataException e) {
            throw new ParameterException(command.commandLine(), "--resize-pairs: " + e.getMessage(), e);
        }
    }

    /** Images with what belongs to them and what a model gets beside. */
    static Examples examples(Vae vae, ImagePairs images) {
        return images.input() == images.target() ? vae.examples(images.target()) : vae.examples(images);
    }

    /** The same for a model that is yet to be trained. */
    static Examples examples(VaeSpec spec, ImagePairs images) {
        return images.input() == images.target()
                ? Examples.fitting(spec, images.target())
                : Examples.fitting(spec, images);
    }

    /** Where the encoder sees what it is to give, there are no pairs. */
    static ImagePairs same(Images images) {
        return new ImagePairs(images, images);
    }
}
