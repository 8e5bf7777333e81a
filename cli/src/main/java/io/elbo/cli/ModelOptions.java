package io.elbo.cli;

import io.elbo.VaeSpec;
import io.elbo.data.ImageShape;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.model.Bernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.Likelihood;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What to train. */
final class ModelOptions {
    /** Flags that a spec file takes the place of. */
    static final Set<String> FLAGS = Set.of(
            "--hidden", "--latent", "--architecture", "--likelihood", "--variance", "--activation", "--initialization");

    private static final int MOST_UNITS = 1_000_000;

    enum Architecture {
        mlp,
        conv
    }

    enum LikelihoodName {
        bernoulli,
        gaussian
    }

    @Option(names = "--architecture", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}. Default: mlp")
    private Architecture architecture = Architecture.mlp;

    @Option(
            names = "--hidden",
            paramLabel = "N,N,...",
            split = ",",
            hideParamSyntax = true,
            description = "Of mlp: units of the encoder's hidden layers; the decoder has them in reverse. Default: 500")
    private List<Integer> hidden = List.of(500);

    @Option(names = "--latent", paramLabel = "N", description = "Dimension of z. Default: 20")
    private int latent = 20;

    @Option(
            names = "--activation",
            paramLabel = "FUNCTION",
            completionCandidates = Choice.Activations.class,
            description = "Of mlp: ${COMPLETION-CANDIDATES}. Default: relu")
    private Activation.Function activation = Activation.Function.RELU;

    @Option(
            names = "--likelihood",
            paramLabel = "FAMILY",
            description = "Of a pixel: ${COMPLETION-CANDIDATES}. Default: bernoulli")
    private LikelihoodName likelihood = LikelihoodName.bernoulli;

    @Option(names = "--variance", paramLabel = "V", description = "Of gaussian: its fixed variance. Default: 0.1")
    private double variance = 0.1;

    @Option(
            names = "--initialization",
            paramLabel = "SCHEME",
            completionCandidates = Choice.Initializations.class,
            description = "Of the weights: ${COMPLETION-CANDIDATES}. Default: pytorch")
    private Initialization initialization = Initialization.PYTORCH;

    /**
     * Refuses values that cannot be, before anything is read.
     *
     * @throws IllegalArgumentException naming the flag
     */
    void check() {
        if (hidden.isEmpty() || hidden.stream().anyMatch(n -> n < 1 || n > MOST_UNITS)) {
            throw new IllegalArgumentException(
                    "--hidden " + words(hidden) + ": must be 1 to " + MOST_UNITS + " units a layer");
        }
        // everything but the shape of the images can be wrong with the smallest of them too
        dense(new ImageShape(1, 1, 1));
    }

    private static String words(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    /** @throws IllegalArgumentException if these images do not go with these flags */
    VaeSpec spec(ImageShape shape) {
        VaeSpec spec =
                architecture == Architecture.conv ? VaeSpec.convolutional(shape, latent, likelihood()) : dense(shape);
        return spec.withInitialization(initialization);
    }

    private VaeSpec dense(ImageShape shape) {
        List<Integer> extents = List.of(shape.height(), shape.width(), shape.channels());
        return VaeSpec.dense(extents, hidden, latent, likelihood(), activation);
    }

    private Likelihood likelihood() {
        return likelihood == LikelihoodName.bernoulli ? new Bernoulli() : new Gaussian(variance);
    }
}
