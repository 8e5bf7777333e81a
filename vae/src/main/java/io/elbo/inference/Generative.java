package io.elbo.inference;

import io.elbo.engine.execution.Parameters;
import io.elbo.model.LatentMixture;
import io.elbo.program.DecodeProgram;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * What of a model p(x|z) and p(z) need, without the encoder.
 *
 * @param spec of the model, but for a prior that needs the encoder: in its place is the mixture that it comes to
 * @param parameters those of the decoder and the prior; a copy
 */
public record Generative(VaeSpec spec, Parameters parameters) {
    public static Generative of(VaeSpec whole, Parameters all) {
        Optional<LatentMixture> encoded = EncodedPrior.of(whole, all);
        VaeSpec spec = encoded.isEmpty() ? whole : whole.withPrior(whole.prior().standalone());
        Parameters parameters = Parameters.zeros(DecodeProgram.parameters(spec));
        for (String name : parameters.names()) {
            if (all.names().contains(name)) {
                parameters.set(name, all.get(name));
            }
        }
        encoded.ifPresent(mixture -> mixture.write(parameters::set));
        return new Generative(spec, parameters);
    }
}
