package io.elbo.cli;

import io.elbo.Vae;
import io.elbo.data.image.Images;
import io.elbo.image.generation.MixtureSampler;
import io.elbo.image.generation.TwoStageSampler;
import io.elbo.parallel.Threads;
import io.elbo.training.TrainingListener;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code elbo fit-sampler}. */
@Command(
        name = "fit-sampler",
        sortOptions = false,
        description = {
            "Fits a distribution to the codes of a trained model, to sample from it.",
            "Encodes the training rows and fits a mixture of Gaussians, or a second VAE, to the codes. 'sample' "
                    + "and 'judge' use the file with --sampler. This turns an autoencoder into a generator."
        },
        footer = {
            "",
            "Examples:",
            "  ./elbo fit-sampler runs/mnist-1 --kind mixture:50 -o mixture.safetensors",
            "  ./elbo sample runs/mnist-1 --sampler mixture.safetensors"
        })
final class FitSamplerCommand implements Callable<Integer> {
    private static final Pattern KIND = Pattern.compile("(mixture|two-stage)(?::(\\d{1,6}))?");
    private static final int COMPONENTS = 10;
    private static final int EPOCHS = 20;
    private static final int HIDDEN = 256;

    @Mixin
    private HelpOption help;

    @Mixin
    private ModelOption model;

    @Mixin
    private BothSplitsOptions data;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            order = 10,
            description =
                    "Distribution: mixture:K, a mixture of K Gaussians, or two-stage:EPOCHS, a second VAE trained for "
                            + "this number of epochs. Default: mixture:" + COMPONENTS + "; " + EPOCHS
                            + " epochs for two-stage")
    private String kind = "mixture";

    @Option(names = "--seed", paramLabel = "S", order = 11, description = "Seed of the fit. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            order = 12,
            description = "Output file, .safetensors. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("sampler.safetensors");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Override
    public Integer call() {
        data.check(command);
        Matcher matcher = KIND.matcher(kind);
        if (!matcher.matches() || "0".equals(matcher.group(2))) {
            throw new ParameterException(
                    command.commandLine(),
                    "--kind " + kind + ": must be mixture:K, for example mixture:10, or two-stage:EPOCHS");
        }
        OutputFile.check(out, command, ".safetensors");
        Vae vae = model.load();
        Images images = data.train(vae, command);
        boolean mixture = matcher.group(1).equals("mixture");
        int number = matcher.group(2) == null ? mixture ? COMPONENTS : EPOCHS : Integer.parseInt(matcher.group(2));
        if (mixture) {
            fitMixture(vae, images, number);
        } else {
            System.err.println("Training a second VAE on " + images.count() + " codes, " + number + " epochs");
            TwoStageSampler.fit(
                            vae,
                            images,
                            HIDDEN,
                            TwoStageSampler.training(number, seed),
                            TrainingListener.NONE,
                            Threads.count())
                    .save(out);
        }
        System.out.println("Wrote " + out);
        return 0;
    }

    private void fitMixture(Vae vae, Images images, int components) {
        if (components > images.count()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--kind " + kind + ": must have at most " + images.count() + " components, the number of rows");
        }
        MixtureSampler.fit(vae, images, components, seed).save(out);
    }
}
