package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.spec.VaeSpec;
import java.util.Collection;

/** Latents to p(x|z). Inputs: z, condition. */
public final class DecodeProgram {
    private DecodeProgram() {}

    /** {@code E[x|z]}. */
    public static Node mean(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return model.distribution(model.z()).mean();
    }

    /** What the decoder gives for z: the numbers that the likelihood is made of. */
    public static Node output(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return model.output(model.z());
    }

    /** {@code ln p(x_i|z)} of each feature, or of each group of features that are one value. A further input: target. */
    public static Node logDensities(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return model.distribution(model.z()).logDensities(model.target());
    }

    /** The parameters of p(x|z) and p(z), in the order of the file. */
    public static Collection<Node> parameters(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        Node z = model.z();
        model.distribution(z).logDensity(model.target());
        model.logPrior(z, null, null);
        return model.graph().parameters();
    }
}
