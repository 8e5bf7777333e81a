package io.elbo.semi;

import io.elbo.engine.Shape;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.model.Bernoulli;
import io.elbo.model.Likelihood;
import java.util.List;

/**
 * What an {@link M2} is: pure data, the same as JSON.
 *
 * @param data the shape of a row: {@code [height, width, channels]} of an image, or {@code [features]}
 * @param classes of the labels, at least 2
 * @param likelihood p(x|y,z); all its parameters must come from the decoder
 * @param networks of classifier, encoder and decoder
 */
public record M2Spec(List<Integer> data, int classes, Likelihood likelihood, Networks networks) {
    private static final int MOST_CLASSES = 10_000;
    private static final int MOST_UNITS = 1_000_000;
    private static final int MOST_FEATURES = 1 << 20;

    /**
     * Networks of dense layers. Classifier and encoder have the hidden layers in order, the decoder in reverse.
     *
     * @param hidden units of each hidden layer, one at least
     * @param latent the dimension of z
     * @param activation after each hidden layer
     * @param initialization of weights and biases; PyTorch's if null
     */
    public record Networks(
            List<Integer> hidden, int latent, Activation.Function activation, Initialization initialization) {
        public Networks {
            require(hidden != null && !hidden.isEmpty(), "hidden: needs the units of one layer at least");
            require(
                    hidden.stream().allMatch(n -> n != null && n >= 1 && n <= MOST_UNITS),
                    "hidden " + hidden + ": must be 1 to " + MOST_UNITS + " units each");
            require(latent >= 1 && latent <= MOST_UNITS, "latent " + latent + ": must be 1 to " + MOST_UNITS);
            require(activation != null, "activation: is missing");
            hidden = List.copyOf(hidden);
            initialization = initialization == null ? Initialization.PYTORCH : initialization;
        }

        /** As published: one hidden layer of 500 units, softplus, 50 latents. */
        public Networks() {
            this(List.of(500), 50, Activation.Function.SOFTPLUS, null);
        }
    }

    public M2Spec {
        require(
                data != null && (data.size() == 1 || data.size() == 3),
                "data: must be [height, width, channels] or [features]");
        require(data.stream().allMatch(n -> n != null && n >= 1), "data " + data + ": every extent must be at least 1");
        require(
                data.stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b) <= MOST_FEATURES,
                "data " + data + ": a row may have at most " + MOST_FEATURES + " values");
        require(classes >= 2 && classes <= MOST_CLASSES, "classes " + classes + ": must be 2 to " + MOST_CLASSES);
        require(likelihood != null, "likelihood: is missing");
        require(networks != null, "networks: are missing");
        data = List.copyOf(data);
        M2Program.check(data, classes, likelihood, networks);
    }

    /** A spec of the published networks for pixels between 0 and 1. */
    public M2Spec(List<Integer> data, int classes) {
        this(data, classes, new Bernoulli(), new Networks());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The number of features of a row. */
    public int features() {
        return new Shape(data).size();
    }
}
