package io.elbo.program;

import io.elbo.engine.Node;
import io.elbo.spec.VaeSpec;
import java.util.Collection;

/** Programs from latents to p(x|z). Inputs: z, condition. */
public final class DecodeProgram {
    private DecodeProgram() {}

    /** Returns {@code E[x|z]}. */
    public static Node mean(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return model.distribution(model.z()).mean();
    }

    /** Returns the decoder's output, the parameters of the likelihood. */
    public static Node output(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return model.output(model.z());
    }

    /** Returns {@code ln p(x_i|z)} of each feature, or of each group of features that is one value. An additional input: target. */
    public static Node logDensities(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        return model.distribution(model.z()).logDensities(model.target());
    }

    /** Returns the parameters of p(x|z) and p(z), in the order of the file. */
    public static Collection<Node> parameters(VaeSpec spec) {
        ModelGraph model = new ModelGraph(spec, false);
        Node z = model.z();
        model.distribution(z).logDensity(model.target());
        model.logPrior(z, null, null);
        return model.graph().parameters();
    }
}
