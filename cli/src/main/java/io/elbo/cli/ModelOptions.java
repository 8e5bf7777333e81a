package io.elbo.cli;

import io.elbo.data.ImageShape;
import io.elbo.data.image.ImagePairs;
import io.elbo.data.image.Images;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.model.Bernoulli;
import io.elbo.model.ContinuousBernoulli;
import io.elbo.model.Gaussian;
import io.elbo.model.Laplace;
import io.elbo.model.LearnedGaussian;
import io.elbo.model.LearnedScale;
import io.elbo.model.Likelihood;
import io.elbo.model.LogNormal;
import io.elbo.model.MixturePrior;
import io.elbo.model.NegativeBinomial;
import io.elbo.model.PointPosterior;
import io.elbo.model.Poisson;
import io.elbo.model.StudentT;
import io.elbo.model.VampPrior;
import io.elbo.rows.Examples;
import io.elbo.spec.LikelihoodChoice;
import io.elbo.spec.VaeSpec;
import io.elbo.table.TableTraining;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What to train. */
final class ModelOptions {
    private static final int MOST_UNITS = 1_000_000;
    private static final double USUAL_VARIANCE = 0.1;
    private static final double USUAL_DEGREES_OF_FREEDOM = 5;
    private static final String MIXTURE = "mixture";
    private static final String VAMP = "vamp";

    enum Architecture {
        mlp,
        conv
    }

    enum Kind {
        vae,
        autoencoder,
        linear,
        tied,
        pca
    }

    enum LikelihoodName {
        auto,
        bernoulli,
        continuous_bernoulli,
        gaussian,
        laplace,
        student_t,
        log_normal,
        poisson,
        negative_binomial
    }

    enum Condition {
        none,
        label,
        grey
    }

    @Option(
            names = "--model",
            paramLabel = "KIND",
            description =
                    "Kind of model: ${COMPLETION-CANDIDATES}. An autoencoder has no random latents. linear has no hidden "
                            + "layers. The decoder of tied is the transpose of its linear encoder. pca is the exact solution of "
                            + "tied. Default: vae")
    private Kind kind = Kind.vae;

    @Option(
            names = "--architecture",
            paramLabel = "KIND",
            description = "Architecture of the networks: ${COMPLETION-CANDIDATES}. Default: mlp")
    private Architecture architecture = Architecture.mlp;

    @Option(
            names = "--hidden",
            paramLabel = "N,N,...",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Units of the hidden layers of the encoder (mlp only). The decoder has them in reverse order. "
                            + "Default: 500")
    private List<Integer> givenHidden;

    @Option(names = "--latent", paramLabel = "N", description = "Dimension of z. Default: 20")
    private Integer givenLatent;

    @Option(
            names = "--activation",
            paramLabel = "FUNCTION",
            completionCandidates = Choice.Activations.class,
            description = "Activation of the hidden layers (mlp only): ${COMPLETION-CANDIDATES}. Default: relu")
    private Activation.Function activation = Activation.Function.RELU;

    @Option(
            names = "--likelihood",
            paramLabel = "FAMILY",
            completionCandidates = Choice.Likelihoods.class,
            description =
                    "Likelihood of a pixel: ${COMPLETION-CANDIDATES}. auto chooses one for the data and reports it. "
                            + "Default: bernoulli; gaussian for an autoencoder")
    private LikelihoodName likelihood;

    @Option(
            names = "--variance",
            paramLabel = "V",
            description =
                    "Variance of gaussian: a fixed number, or where it is learned (shared, feature or decoder). For "
                            + "laplace, student_t, log_normal and negative_binomial: where the scale is learned. Default: 0.1 for "
                            + "gaussian (0.5 for an autoencoder, the squared error), feature for the others")
    private String variance;

    @Option(
            names = "--prior",
            paramLabel = "P",
            description =
                    "Prior p(z): standard; mixture:K, a learned mixture of K Gaussians; or vamp:K, the mixture of the "
                            + "posteriors of K learned pseudo-inputs. Default: standard")
    private String prior = "standard";

    @Option(
            names = "--condition",
            paramLabel = "C",
            description =
                    "Condition of encoder and decoder: none, label, or grey (the grey version of colour images). Default: "
                            + "none")
    private Condition condition = Condition.none;

    @Option(
            names = "--initialization",
            paramLabel = "SCHEME",
            completionCandidates = Choice.Initializations.class,
            description = "Initialization of the weights: ${COMPLETION-CANDIDATES}. Default: pytorch")
    private Initialization initialization = Initialization.PYTORCH;

    /**
     * Refuses values that cannot be, before anything is read.
     *
     * @throws IllegalArgumentException naming the flag
     */
    void check() {
        if (hidden().isEmpty() || hidden().stream().anyMatch(n -> n < 1 || n > MOST_UNITS)) {
            throw new IllegalArgumentException(
                    "--hidden " + words(hidden()) + ": must be 1 to " + MOST_UNITS + " units a layer");
        }
        if ((kind == Kind.linear || kind == Kind.tied)
                && (likelihood != null || variance != null || architecture == Architecture.conv)) {
            throw new IllegalArgumentException(
                    "--model " + kind
                            + " is trained on squared errors; it cannot be used with --likelihood, --variance or --architecture conv");
        }
        if (kind != Kind.vae && !prior.equals("standard")) {
            throw new IllegalArgumentException(
                    "--prior is for --model vae only: the codes of an autoencoder have no prior");
        }
        prior(new VaeSpec(List.of(1), List.of(), 1, List.of(new io.elbo.layer.Dense(1)), new Gaussian(1)));
        // everything but the shape of the images can be wrong with the smallest of them too
        dense(new ImageShape(1, 1, 1), likelihood == LikelihoodName.auto ? new Bernoulli() : likelihood());
    }

    /** Whether there is nothing to train. */
    boolean exact() {
        return kind == Kind.pca;
    }

    /** A table's model with the sizes that were given. */
    TableTraining on(TableTraining suited) {
        return suited.withHidden(givenHidden == null ? suited.hidden() : givenHidden)
                .withLatent(givenLatent == null ? suited.latent() : givenLatent);
    }

    private List<Integer> hidden() {
        return givenHidden == null ? List.of(500) : givenHidden;
    }

    int latent() {
        return givenLatent == null ? 20 : givenLatent;
    }

    private static String words(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    /** The images with what this model gets beside them. */
    Examples examples(Images images) {
        return switch (condition) {
            case none -> Examples.of(images);
            case label -> Examples.labelled(images, Examples.classes(images));
            case grey -> Examples.greyConditioned(images);
        };
    }

    /** @throws IllegalArgumentException if these images do not go with these flags */
    VaeSpec spec(ImagePairs images) {
        ImageShape seen = images.input().shape();
        if (seen.equals(images.target().shape())) {
            return spec(images.target());
        }
        if (kind == Kind.tied) {
            throw new IllegalArgumentException(
                    "--model tied makes images of the shape that it sees; it cannot be used with --pairs of another shape");
        }
        return spec(images.target()).withInput(extents(seen));
    }

    private VaeSpec spec(Images images) {
        ImageShape shape = images.shape();
        VaeSpec spec = switch (kind) {
            case vae -> prior(network(images));
            case autoencoder -> network(images).withPosterior(new PointPosterior());
            case linear, tied, pca -> VaeSpec.linear(extents(shape), latent(), kind != Kind.linear);
        };
        spec = spec.withInitialization(initialization);
        return switch (condition) {
            case none -> spec;
            case label -> spec.withCondition(List.of(Examples.classes(images)));
            case grey -> spec.withCondition(List.of(shape.height(), shape.width(), 1));
        };
    }

    private VaeSpec network(Images images) {
        Likelihood chosen = likelihood == LikelihoodName.auto ? chosen(images) : likelihood();
        return architecture == Architecture.conv
                ? VaeSpec.convolutional(images.shape(), latent(), chosen)
                : dense(images.shape(), chosen);
    }

    private static Likelihood chosen(Images images) {
        LikelihoodChoice choice = LikelihoodChoice.of(images);
        System.err.println("Likelihood: " + choice.name() + ", because " + choice.reason());
        return choice.likelihood();
    }

    private VaeSpec dense(ImageShape shape, Likelihood chosen) {
        return VaeSpec.dense(extents(shape), hidden(), latent(), chosen, activation);
    }

    private static List<Integer> extents(ImageShape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    private VaeSpec prior(VaeSpec spec) {
        if (prior.equals("standard")) {
            return spec;
        }
        if (prior.matches(MIXTURE + ":\\d{1,6}")) {
            return spec.withPrior(new MixturePrior(Integer.parseInt(prior.substring(MIXTURE.length() + 1))));
        }
        if (prior.matches(VAMP + ":\\d{1,6}")) {
            return spec.withPrior(new VampPrior(Integer.parseInt(prior.substring(VAMP.length() + 1))));
        }
        throw new IllegalArgumentException(
                "--prior " + prior + ": must be standard, or mixture:K or vamp:K, for example mixture:100");
    }

    private Likelihood likelihood() {
        boolean vae = kind == Kind.vae;
        LikelihoodName name =
                likelihood != null ? likelihood : vae ? LikelihoodName.bernoulli : LikelihoodName.gaussian;
        return switch (name) {
            case bernoulli -> new Bernoulli();
            case continuous_bernoulli -> new ContinuousBernoulli();
            case gaussian -> gaussian(vae ? USUAL_VARIANCE : VaeSpec.SQUARED_ERROR);
            case laplace -> new Laplace(scale());
            case student_t -> new StudentT(USUAL_DEGREES_OF_FREEDOM, scale());
            case log_normal -> new LogNormal(scale());
            case poisson -> new Poisson();
            case negative_binomial -> new NegativeBinomial(scale());
            case auto -> throw new IllegalStateException("chosen by the data");
        };
    }

    private Likelihood gaussian(double usual) {
        if (variance == null) {
            return new Gaussian(usual);
        }
        if (variance.matches("[a-zA-Z]+") && !variance.equalsIgnoreCase("nan")) {
            return new LearnedGaussian(scale());
        }
        try {
            return new Gaussian(Double.parseDouble(variance));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--variance " + variance + ": must be a number, or shared, feature or decoder", e);
        }
    }

    private LearnedScale scale() {
        if (variance == null) {
            return LearnedScale.FEATURE;
        }
        for (LearnedScale scale : LearnedScale.values()) {
            if (scale.name().equals(variance.toUpperCase(Locale.ROOT))) {
                return scale;
            }
        }
        throw new IllegalArgumentException("--variance " + variance + ": must be shared, feature or decoder");
    }
}
