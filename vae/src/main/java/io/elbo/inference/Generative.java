package io.elbo.inference;

import io.elbo.engine.execution.Parameters;
import io.elbo.model.MixturePrior;
import io.elbo.program.Programs;
import io.elbo.spec.VaeSpec;

/**
 * What of a model p(x|z) and p(z) need, without the encoder.
 *
 * @param spec of the model, but for a VampPrior: without an encoder it is the mixture that it comes to
 * @param parameters those of the decoder and the prior; a copy
 */
public record Generative(VaeSpec spec, Parameters parameters) {
    public static Generative of(VaeSpec whole, Parameters all) {
        VampComponents components = VampComponents.of(whole, all);
        VaeSpec spec = components == null ? whole : whole.withPrior(new MixturePrior(components.count()));
        Parameters parameters = Parameters.zeros(Programs.generative(spec));
        for (String name : parameters.names()) {
            if (all.names().contains(name)) {
                parameters.set(name, all.get(name));
            }
        }
        if (components != null) {
            components.write(parameters);
        }
        return new Generative(spec, parameters);
    }
}
