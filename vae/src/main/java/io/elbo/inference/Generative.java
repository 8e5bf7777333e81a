package io.elbo.inference;

import io.elbo.engine.execution.Parameters;
import io.elbo.model.LatentMixture;
import io.elbo.program.DecodeProgram;
import io.elbo.spec.VaeSpec;
import java.util.Optional;

/**
 * The part of a model that p(x|z) and p(z) need, without the encoder.
 *
 * @param spec the spec of the model; a prior that needs the encoder is replaced by the equivalent mixture
 * @param parameters a copy of the parameters of the decoder and the prior
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
