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

/** The images from which the model makes those of {@code --data}: noisy, small or grey versions of clean, large or coloured images. */
final class PairsOptions {
    @Option(
            names = "--pairs",
            paramLabel = "NAME|PATH",
            order = 5,
            description =
                    "Images that the encoder sees instead of those of --data. They are paired by file name, or else by "
                            + "order. Sizes may differ.")
    private String pairs;

    @Option(
            names = "--resize-pairs",
            paramLabel = "WxH",
            order = 6,
            description = "Resize the images of --pairs to this size. --resize does not apply to them.")
    private String resize;

    /** Returns the name or path; null if none is given. */
    String name() {
        return pairs;
    }

    /** Returns the size that they are resized to; null for none. */
    String size() {
        return resize;
    }

    boolean given() {
        return pairs != null;
    }

    void check(CommandSpec command) {
        if (resize != null && pairs == null) {
            throw new ParameterException(command.commandLine(), "--resize-pairs requires --pairs");
        }
        size(command);
    }

    /** Returns the images of the data with their pairs. */
    ImagePairs pairs(
            DataOptions data, ImageSource targets, boolean test, PictureSettings trained, CommandSpec command) {
        PairSource source = new PairSource(data.source(pairs, size(command), trained, command), targets);
        ImagePairs all = test ? source.test() : source.train();
        return new ImagePairs(data.limited(all.input()), data.limited(all.target()));
    }

    /** Returns whether both sets have a test split. */
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

    /** Returns images with their pairs and the conditions that a model needs. */
    static Examples examples(Vae vae, ImagePairs images) {
        return images.input() == images.target() ? vae.examples(images.target()) : vae.examples(images);
    }

    /** Returns the same for a model that is not trained yet. */
    static Examples examples(VaeSpec spec, ImagePairs images) {
        return images.input() == images.target()
                ? Examples.fitting(spec, images.target())
                : Examples.fitting(spec, images);
    }

    /** Pairs each image with itself. */
    static ImagePairs same(Images images) {
        return new ImagePairs(images, images);
    }
}
