package io.elbo.cli;

import io.elbo.layer.Activation;
import io.elbo.semi.M2Spec;
import io.elbo.semi.M2Training;
import io.elbo.spec.Binarization;
import io.elbo.spec.Training;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The networks of M2 and their training. */
final class SemiNetworkOptions {
    /** All flags. */
    static final Set<String> FLAGS = Set.of(
            "--hidden",
            "--latent",
            "--activation",
            "--epochs",
            "--batch",
            "--learning-rate",
            "--clip-norm",
            "--alpha",
            "--binarize",
            "--validation",
            "--patience");

    @Option(
            names = "--hidden",
            paramLabel = "N,N,...",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Units of the hidden layers of classifier and encoder. The decoder has them in reverse order. "
                            + "Default: 500")
    private List<Integer> hidden = List.of(500);

    @Option(names = "--latent", paramLabel = "N", description = "Dimension of the style z. Default: 50")
    private int latent = 50;

    @Option(
            names = "--activation",
            paramLabel = "FUNCTION",
            completionCandidates = Choice.Activations.class,
            description = "Activation of the hidden layers: ${COMPLETION-CANDIDATES}. Default: softplus")
    private Activation.Function activation = Activation.Function.SOFTPLUS;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the unlabelled rows. Default: 50")
    private int epochs = 50;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Unlabelled rows per minibatch, in addition to as many labelled rows. Default: 100")
    private int batch = 100;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate of Adam. Default: 0.001")
    private double learningRate = 1e-3;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Scale gradients down to this Euclidean norm. Default: 0, no clipping")
    private double clipNorm;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description = "Weight of the classifier's -ln q(y|x) in the loss. Default: 0.1")
    private double alpha = 0.1;

    @Option(
            names = "--binarize",
            paramLabel = "HOW",
            completionCandidates = Choice.Binarizations.class,
            description = "Convert pixels to black and white (m2 only): ${COMPLETION-CANDIDATES}. Default: none")
    private Binarization binarize = Binarization.NONE;

    @Option(
            names = "--validation",
            paramLabel = "PART",
            description = "Fraction of the labelled rows to hold out, 0 to 0.5. Default: 0")
    private double validation;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without fewer errors on the held-out rows. Default: 0, never")
    private int patience;

    /** @throws IllegalArgumentException if a value is not allowed */
    M2Spec.Networks networks() {
        return new M2Spec.Networks(hidden, latent, activation, null);
    }

    /** @throws IllegalArgumentException if a value is not allowed */
    M2Training training(long seed) {
        if (patience > 0 && validation == 0) {
            throw new IllegalArgumentException("patience " + patience + ": requires --validation above 0");
        }
        Training settings = Training.defaults()
                .withEpochs(epochs)
                .withBatch(batch)
                .withLearningRate(learningRate)
                .withClipNorm(clipNorm)
                .withBinarization(binarize)
                .withValidation(validation, patience)
                .withSeed(seed);
        return new M2Training(settings, alpha);
    }
}
