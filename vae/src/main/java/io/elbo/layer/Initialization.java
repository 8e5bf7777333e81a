package io.elbo.layer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.elbo.engine.Initializer;

/** A scheme for the initial weights and biases. */
public enum Initialization {
    /** PyTorch's defaults: weights and biases uniform in {@code +-1/sqrt(fanIn)}. */
    @JsonProperty("pytorch")
    PYTORCH,
    /** He et al. 2015: weights normal with variance {@code 2/fanIn}, biases 0. Suits relu. */
    @JsonProperty("he")
    HE,
    /** Glorot and Bengio 2010: weights uniform in {@code +-sqrt(6/(fanIn + fanOut))}, biases 0. Suits tanh and sigmoid. */
    @JsonProperty("xavier")
    XAVIER,
    /** Kingma and Welling 2014: weights and biases normal with standard deviation 0.01. */
    @JsonProperty("normal")
    NORMAL;

    private static final double DEVIATION = 0.01;

    Initializer weight(int fanIn, int fanOut) {
        return switch (this) {
            case PYTORCH -> new Initializer.Uniform(1 / Math.sqrt(fanIn));
            case HE -> new Initializer.Normal(Math.sqrt(2.0 / fanIn));
            case XAVIER -> new Initializer.Uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
            case NORMAL -> new Initializer.Normal(DEVIATION);
        };
    }

    Initializer bias(int fanIn) {
        return switch (this) {
            case PYTORCH -> new Initializer.Uniform(1 / Math.sqrt(fanIn));
            case HE, XAVIER -> new Initializer.Constant(0);
            case NORMAL -> new Initializer.Normal(DEVIATION);
        };
    }
}
