package io.elbo.semi;

import io.elbo.engine.Shape;
import io.elbo.layer.Activation;
import io.elbo.layer.Initialization;
import io.elbo.model.Bernoulli;
import io.elbo.model.Likelihood;
import java.util.List;

/**
 * The definition of an {@link M2}, as data that can be JSON.
 *
 * @param data the shape of a row: {@code [height, width, channels]} of an image, or {@code [features]}
 * @param classes the number of classes, at least 2
 * @param likelihood p(x|y,z); all its parameters must come from the decoder
 * @param networks the networks of classifier, encoder and decoder
 */
public record M2Spec(List<Integer> data, int classes, Likelihood likelihood, Networks networks) {
    private static final int MOST_CLASSES = 10_000;
    private static final int MOST_UNITS = 1_000_000;
    private static final int MOST_FEATURES = 1 << 20;

    /**
     * Networks of dense layers. Classifier and encoder have the hidden layers in this order, the decoder in reverse.
     *
     * @param hidden the units of each hidden layer, at least one layer
     * @param latent the dimension of z
     * @param activation the activation after each hidden layer
     * @param initialization the initialization of weights and biases; PyTorch's if null
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

        /** The published networks: one hidden layer of 500 units, softplus, 50 latent dimensions. */
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

    /** Returns a spec with the published networks for pixels between 0 and 1. */
    public M2Spec(List<Integer> data, int classes) {
        this(data, classes, new Bernoulli(), new Networks());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Returns the number of features of a row. */
    public int features() {
        return new Shape(data).size();
    }
}
